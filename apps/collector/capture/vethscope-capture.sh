#!/bin/sh
# vethscope-capture: saves what a Linux node says about its networking, for vethscope to draw.
#
#   sh vethscope-capture.sh > node.tar.gz
#   ssh root@node sh -s < vethscope-capture.sh > node.tar.gz
#
#   --netns NAME        only this namespace (may be given again; `host` is the node's own)
#   --without-cluster   ask neither Kubernetes nor the container runtime nor firewalld
#
# It only reads: the node is left as it was found. It needs a POSIX shell and what every node has;
# what else is missing (nft, ipset, kubectl, …) is written into the bundle's manifest. Standard
# output is one .tar.gz, written as the capture goes on; its last member is manifest.json, so that
# a bundle with it is whole. docs/bundle.md describes the format.

VERSION=0.1.0
FORMAT=1.0

set -u
LC_ALL=C
PATH=$PATH:/usr/sbin:/sbin:/usr/local/sbin:/usr/local/bin:/opt/bin:/var/lib/rancher/rke2/bin
export LC_ALL PATH
newline='
'
blanks=" 	$newline"

usage() {
  echo "vethscope-capture: $1 (sh vethscope-capture.sh [--netns NAME]... [--without-cluster])" >&2
  exit 2
}

wanted=
with_cluster=yes
while [ $# -gt 0 ]; do
  case $1 in
    --netns)
      [ $# -gt 1 ] || usage '--netns needs a name'
      wanted="$wanted/$2/"
      shift
      ;;
    --without-cluster) with_cluster=no ;;
    --version) echo "vethscope-capture $VERSION"; exit 0 ;;
    *) usage "$1 is none of its options" ;;
  esac
  shift
done
[ ! -t 1 ] || usage 'standard output is a terminal: send it into a file'

# ── Its own folders, gone when it ends ────────────────────────────────────────────────────────────

work='' large=''
watcher='' packer='' zipper='' cluster_job='' this_job='' last_job=''
ended() {
  trap '' INT TERM HUP PIPE
  for job in $watcher $packer $zipper $cluster_job $this_job $last_job; do
    kill "$job" 2> /dev/null
  done
  cd / && rm -rf ${work:+"$work"} ${large:+"$large"}
}
trap ended EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP
trap 'exit 141' PIPE
large=$(mktemp -d "${TMPDIR:-/tmp}/vethscope.XXXXXX") || exit 2
# Making the many small files takes a disk longer than all the rest; the node's own, which can be
# large, stay there.
work=$(mktemp -d /dev/shm/vethscope.XXXXXX 2> /dev/null) || work=$large
cd "$work" || exit 2

# ── What is captured: the only list of commands there is ─────────────────────────────────────────
#
# A program of its own, since one shell inside each namespace starts all of the commands there.
# `run LIMIT COMMAND…` keeps the command's output in a file that is named after it, and notes how it
# went; after LIMIT seconds it is ended.

cat > collector <<'COLLECTOR' || exit 2
on_the_host() {
  ask_ip 10 '-d -s' addr show
  ask_ip 10 -d route show table all
  run 10 ip rule show
  run 10 ip neigh show
  run 10 ip neigh show proxy
  run 10 ip netconf show
  everywhere
  run 10 ss -lntup
  sysctls
  run 10 ip netns list
  run 10 lsns -t net -o NS,NETNSID,NPROCS,PID,NSFS
  run 10 uname -a
  run 10 date
  save 10 etc_os-release cat /etc/os-release
  run 10 iptables -V
}

in_another_netns() {
  batch 10 'route show table all' 'rule show' 'neigh show' 'neigh show proxy' 'netconf show' \
    'addr show'
  everywhere
  run 10 ss -lntu
  sysctls_of 'bridge/bridge-nf-call-ip*' ipv4/conf/all/accept_local ipv4/conf/all/route_localnet
}

everywhere() {
  run 10 ip -6 rule show
  run 10 bridge -d fdb show
  run 10 bridge vlan show
  packet_filter
  run 10 ipset list
}

# Both back ends can be live at once. What the kernel says to be empty is not asked for twice.
packet_filter() {
  nft_is_empty=no
  if have nft; then
    run 10 nft list tables
    if [ "$code" = 0 ] && [ ! -s "$file" ]; then
      nft_is_empty=yes
    else
      run 30 nft -j list ruleset
      # Before 0.9.1, or built without JSON.
      [ "$code" = 0 ] || run 30 nft list ruleset
    fi
  else
    skip 'nft -j list ruleset' 'nft is not installed'
  fi
  for iptables in iptables ip6tables; do
    if have $iptables-nft-save || have $iptables-legacy-save; then
      if [ $nft_is_empty = yes ] && have $iptables-nft-save; then
        skip_empty "$iptables-nft-save -c" '`nft list tables` lists none in this namespace'
      else
        run 30 $iptables-nft-save -c
      fi
      if has_legacy_tables $iptables; then
        run 30 $iptables-legacy-save -c
      else
        skip_empty "$iptables-legacy-save -c" 'the kernel has no legacy table in this namespace'
      fi
    else
      run 30 $iptables-save -c
    fi
  done
}

# /proc/net/ip_tables_names lists the legacy tables in use: it is there with the kernel module.
has_legacy_tables() {
  case $1 in
    iptables) list=/proc/net/ip_tables_names ;;
    *) list=/proc/net/ip6_tables_names ;;
  esac
  [ -e $list ] || return 1
  # Unreadable: it may have some.
  { read -r table < $list; } 2> /dev/null && [ -n "$table" ] || [ ! -r $list ]
}

# What `ip netconf` does not say of how packets are forwarded, and no more for each interface than
# is needed: the kernel takes half a millisecond for a file.
sysctls() {
  sysctls_of 'bridge/bridge-nf-*' ipv4/ip_forward ipv4/ip_nonlocal_bind ipv4/icmp_echo_ignore_all \
    ipv4/fib_multipath_hash_policy 'ipv4/conf/*/accept_local' 'ipv4/conf/*/route_localnet' \
    ipv4/conf/all/src_valid_mark ipv4/conf/default/src_valid_mark ipv4/conf/all/arp_ignore \
    ipv4/conf/default/arp_ignore ipv4/conf/all/arp_announce ipv4/conf/default/arp_announce \
    ipv6/fib_multipath_hash_policy ipv6/conf/all/disable_ipv6 ipv6/conf/default/disable_ipv6 \
    ipv6/icmp/echo_ignore_all
}

# SETTING…: below /proc/sys/net. Only files that are there, as grep would fail over others.
sysctls_of() {
  typed='grep -sH .'
  for setting in "$@"; do
    typed="$typed /proc/sys/net/$setting"
  done
  set --
  for setting in ${typed#grep -sH .}; do
    [ ! -e "$setting" ] || set -- "$@" "$setting"
  done
  save 10 proc_sys_net grep -sH . "$@"
}

in_the_cluster() {
  run 15 firewall-cmd --list-all-zones
  run 10 NetworkManager --print-config
  runtime
  kubernetes
}

runtime() {
  crictl=crictl
  if ! have crictl && have k3s; then crictl='k3s crictl'; fi
  run 15 $crictl pods
  [ "$code" = 0 ] || return
  run 15 $crictl ps -a
  run 15 $crictl pods -q
  sandboxes=''
  while read -r id; do
    case $id in *[!0-9a-f]* | '') ;; *) sandboxes="$sandboxes $id" ;; esac
  done < "$file"
  [ -n "$sandboxes" ] || return
  # shellcheck disable=SC2086
  save 30 crictl_inspectp $crictl inspectp $sandboxes
  [ "$code" != 0 ] || return
  # One that is gone by now spoils the answer for all.
  for id in $sandboxes; do
    save 10 "crictl_inspectp_$id" $crictl inspectp "$id"
  done
}

kubernetes() {
  kubectl=kubectl
  if ! have kubectl && have k3s; then kubectl='k3s kubectl'; fi
  if ! have kubectl && have microk8s; then kubectl='microk8s kubectl'; fi
  find_kubeconfig
  get nodes -o json
  if [ "$code" != 0 ]; then
    skip 'kubectl get' 'kubectl has no access to a cluster here: see what it said of the nodes'
    return
  fi
  # Columns, since the whole object of a pod has what people put into its environment.
  get pods -A -o custom-columns=NAMESPACE:.metadata.namespace,NAME:.metadata.name,NODE:.spec.nodeName,HOSTNETWORK:.spec.hostNetwork,PHASE:.status.phase,IPS:.status.podIPs[*].ip
  get services -A -o json
  get endpointslices -A -o json
  get networkpolicies -A -o json
  save 15 kubectl_api-resources_-o_name $kubectl api-resources --request-timeout=10s -o name
  resources=$file
  for kind in ippools ipamblocks blockaffinities felixconfigurations bgpconfigurations bgppeers \
    networkpolicies globalnetworkpolicies hostendpoints; do
    has_resource $kind.crd.projectcalico.org && get $kind.crd.projectcalico.org -A -o json
  done
  has_resource installations.operator.tigera.io && get installations.operator.tigera.io -o json
}

# KIND FLAG…
get() {
  case $* in
    *custom-columns*) name=kubectl_get_$1_-A_-o_custom-columns ;;
    *) IFS=_; name="kubectl_get_$*"; IFS=$blanks ;;
  esac
  save 20 "$name" $kubectl get "$@" --request-timeout=15s
}

has_resource() {
  while read -r resource; do
    [ "$resource" = "$1" ] && return 0
  done < "$resources"
  return 1
}

# kubectl's own ways first; on a control plane root's, k3s' and rke2's files.
find_kubeconfig() {
  [ -n "${KUBECONFIG:-}" ] || [ -r "${HOME:-/root}/.kube/config" ] ||
    [ -r /var/run/secrets/kubernetes.io/serviceaccount/token ] && return
  for config in /etc/kubernetes/admin.conf /etc/rancher/k3s/k3s.yaml \
    /etc/rancher/rke2/rke2.yaml /etc/kubernetes/kubelet.conf /var/lib/kubelet/kubeconfig; do
    [ -r $config ] && { export KUBECONFIG=$config; return; }
  done
}

# ── How a command is run ─────────────────────────────────────────────────────────────────────────

# PROGRAM: sets `where`. Its path, as a busybox shell would take its own `ip` before iproute2's.
have() {
  IFS=:
  for where in $PATH; do
    where=$where/$1
    [ -x "$where" ] && break
    where=
  done
  IFS=$blanks
  [ -n "$where" ]
}

# LIMIT COMMAND…
run() {
  limit=$1
  shift
  IFS=_; name="$*"; IFS=$blanks
  save "$limit" "$name" "$@"
}

# LIMIT OPTIONS SUBCOMMAND: without the options where they are refused, as by busybox' ip.
ask_ip() {
  options=$2
  limit=$1
  shift 2
  # shellcheck disable=SC2086
  run "$limit" ip $options "$@"
  [ "$code" = 0 ] || [ "$code" = 127 ] || run "$limit" ip "$@"
}

# LIMIT SUBCOMMAND…: ip's, all in one process, into one file, as starting a process is most of the
# work. Between two outputs stands link 1, lo, which is in every namespace.
batch() {
  limit=$1
  shift
  between=
  for subcommand in "$@"; do
    printf '%s%s\n' "$between" "$subcommand"
    between="link show dev lo$newline"
  done > "$folder.batch"
  is_batch=yes
  save "$limit" ip_-d_-batch ip -d -batch "$folder.batch"
  is_batch=
  if [ "$code" = 0 ]; then
    part=0
    for subcommand in "$@"; do
      part=$((part + 1))
      command="ip -d $subcommand"
      write_note ", \"part\": $part"
    done
  else
    # Of busybox, or too old for one of them.
    rm -f "$file" "$file.stderr"
    for subcommand in "$@"; do
      # shellcheck disable=SC2086
      ask_ip "$limit" -d $subcommand
    done
  fi
}

# LIMIT FILE COMMAND…: `typed` says otherwise how the command is called in the manifest.
save() {
  limit=$1
  name=$2
  shift 2
  command=${typed:-$*}
  typed=
  if ! have "$1"; then
    file=/dev/null
    code=127
    skip "$command" "$1 is not installed"
    return
  fi
  file=$folder/$name
  clock
  began=$now
  # In the background, so that a signal need not wait for it.
  shift
  "$where" "$@" > "$file" 2> "$folder.stderr" < /dev/null &
  job=$!
  echo "$job $((began + limit * 100))" >> "$slot"
  wait $job
  code=$?
  echo '0 0' >> "$slot"
  note
}

# Hundredths of a second since the node started: read without a process.
clock() {
  read -r now _ < /proc/uptime
  now=${now%.*}${now#*.}
}

# A line of the manifest. The words of a command are this file's own: nothing in them to escape.
note() {
  clock
  took=$((now - began))
  extra=
  if [ "$code" -gt 128 ] && [ $took -ge $((limit * 100)) ]; then extra=', "timedOut": true'; fi
  if [ -s "$folder.stderr" ]; then
    mv "$folder.stderr" "$file.stderr"
    extra="$extra, \"stderr\": \"$file.stderr\""
  fi
  seconds $((began - started))
  at=$seconds
  seconds $took
  [ -n "$is_batch" ] || write_note ''
}

# EXTRA
write_note() {
  printf ',\n  { "command": "%s", "netns": %s, "file": "%s"%s, "exit": %s, "at": %s, "seconds": %s%s }' \
    "$command" "$netns" "$file" "$1" "$code" "$at" "$seconds" "$extra" >> "$folder.notes"
  # Of the many small ones, once for all of them.
  [ "$kind" = netns ] || check_room
}

# Not every command minds that its disk is full: ip, for one, does not. What is written here is taken
# back at once, so that it needs room anew each time.
check_room() {
  { echo > "$folder/.room" && : > "$folder/.room"; } 2> /dev/null || exit 28
}

# COMMAND REASON
skip() {
  printf ',\n  { "command": "%s", "netns": %s, "skipped": "%s" }' "$1" "$netns" "$2" \
    >> "$folder.notes"
}

# COMMAND REASON: not run, since it is known to print nothing.
skip_empty() {
  printf ',\n  { "command": "%s", "netns": %s, "skipped": "%s", "empty": true }' \
    "$1" "$netns" "$2" >> "$folder.notes"
}

# 1234 → 12.34
seconds() {
  fraction=$(($1 % 100))
  case $fraction in ?) fraction=0$fraction ;; esac
  seconds=$(($1 / 100)).$fraction
}

newline='
'
blanks=" 	$newline"
kind=$1 folder=$2 netns=$3 slot=$4 started=$5
job='' typed='' is_batch=''
# No output is larger than this (512-byte blocks: 256 MiB).
ulimit -f 524288
trap 'kill $job 2> /dev/null; exit 143' TERM
: > "$folder.entered"
case $kind in
  host) on_the_host ;;
  netns) in_another_netns ;;
  cluster) in_the_cluster ;;
esac
check_room
COLLECTOR

# ── Which namespaces there are ───────────────────────────────────────────────────────────────────
#
# A namespace is its inode: names lead to it (nsfs mounts), and so do its processes. Kept in
# variables that are named after the inode, as a POSIX shell has no tables.

discover() {
  inodes=
  mounts
  processes
  own=$(inode_of /proc/self/ns/net)
  host=$(inode_of /proc/1/ns/net)
  # Without root nobody may look at process 1: then the shell's own has to be the node's.
  host=${host:-$own}
  found "$own"
  found "$host"
}

inode_of() {
  # shellcheck disable=SC2012
  ls -Lid "$1" 2> /dev/null | { read -r inode _ && echo "$inode"; }
}

# 512 24 0:4 net:[4026532281] /run/netns/blue rw shared:1 - nsfs nsfs rw
mounts() {
  while read -r _ _ _ root at _; do
    case $root in
      net:\[*\])
        inode=${root#net:[}
        inode=${inode%]}
        # It becomes a part of a variable's name.
        case $inode in '' | *[!0-9]*) continue ;; esac
        found "$inode"
        unescape "$at"
        eval "paths=\${paths_$inode:-}"
        # Mounts propagate: one name can be listed twice.
        case "$newline$paths$newline" in
          *"$newline$at$newline"*) ;;
          *) eval "paths_$inode=\$paths\${paths:+\$newline}\$at" ;;
        esac
        ;;
    esac
  done < /proc/self/mountinfo
}

# PATH: sets `at` to it without the escapes of mountinfo, `\040` for a blank: proc(5).
unescape() {
  at=
  rest=$1
  while [ "$rest" != "${rest#*\\}" ]; do
    code=${rest#*\\}
    code=${code%"${code#???}"}
    # shellcheck disable=SC2059
    at=$at${rest%%\\*}$(printf "\\$code")
    rest=${rest#*\\???}
  done
  at=$at$rest
}

# 4026531840 /proc/812/ns/net
processes() {
  # shellcheck disable=SC2012
  ls -Li /proc/[0-9]*/ns/net 2> /dev/null > processes
  while read -r inode at; do
    case $inode in '' | *[!0-9]*) continue ;; esac
    pid=${at#/proc/}
    pid=${pid%%/*}
    found "$inode"
    eval "processes_$inode=\$((\${processes_$inode:-0} + 1)) pid_$inode=\${pid_$inode:-$pid}"
  done < processes
}

found() {
  eval "known=\${found_$1:-no} found_$1=yes"
  [ "$known" = yes ] || inodes="$inodes $1"
}

# INODE: sets `name`, as what is inside is filed, `folder`, and `entry`, its object in the manifest.
name_it() {
  eval "all=\${paths_$1:-} processes=\${processes_$1:-0} pid=\${pid_$1:-}"
  name='' names='' paths=''
  set -f
  IFS=$newline
  for at in $all; do
    IFS=$blanks
    base=${at##*/}
    [ -n "$name" ] || name=$base
    json "$base"
    names="$names${names:+, }$json"
    json "$at"
    paths="$paths${paths:+, }$json"
  done
  IFS=$blanks
  set +f
  if [ "$1" = "$host" ]; then
    name=host
    pid=1
  elif [ "$name" = host ]; then
    name=netns-host
  fi
  # Two places can have the same name: the second goes by its inode.
  case "$taken" in *"/$name/"*) name= ;; esac
  [ -n "$name" ] || name="net:[$1]"
  taken="$taken/$name/"
  case $name in
    host) folder=host ;;
    *[!A-Za-z0-9._-]* | .* | ?????????????????????????????????????????*) folder=netns/net-$1 ;;
    *) folder=netns/$name ;;
  esac
  process=
  [ -z "$pid" ] || { read -r process < "/proc/$pid/comm"; } 2> /dev/null
  json "$process"
  process=$json
  json "$name"
  entry="{ \"name\": $json, \"folder\": \"$folder\", \"inode\": $1, \"names\": [$names], \"paths\": [$paths], \"processes\": $processes, \"process\": $process"
}

# TEXT: sets `json` to it as a JSON string. Most names need no second look.
json() {
  case $1 in
    *[!A-Za-z0-9._:/@+,=~%-]*) ;;
    *) json="\"$1\""; return ;;
  esac
  rest=$1
  json=
  while [ -n "$rest" ]; do
    char=${rest%"${rest#?}"}
    rest=${rest#?}
    case $char in
      [[:cntrl:]]) json="$json?" ;;
      \" | \\) json="$json\\$char" ;;
      *) json=$json$char ;;
    esac
  done
  json="\"$json\""
}

# ── The capture ──────────────────────────────────────────────────────────────────────────────────

capture() {
  discover
  plan
  : > host.notes
  # It takes the longest and waits for others: beside all the rest.
  if [ $with_cluster = yes ]; then
    enter "$host" cluster cluster '"host"' ../slot.0
    cluster_job=$!
  fi
  slot=1
  for inode in $chosen; do
    eval "folder=\$folder_$inode json=\$json_$inode"
    kind=netns
    [ "$inode" != "$host" ] || kind=host
    slot=$((3 - slot))
    enter "$inode" $kind "$folder" "$json" ../slot.$slot
    # Two at a time: while this one runs, the one before is waited for and put away.
    last_job=$this_job this_job=$!
    [ -z "$last_job" ] || put_away "$last_job" "$last_folder"
    last_folder=$folder
  done
  [ -z "$this_job" ] || put_away "$this_job" "$last_folder"
  last_job='' this_job=''
  # Without the node's own namespace, which has it already.
  [ -e host.entered ] || archive host/uname_-n
  if [ $with_cluster = yes ]; then
    put_away "$cluster_job" cluster
    cluster_job=
  fi
  manifest 2> /dev/null && [ -s manifest.json ] || no_room
  archive manifest.json
}

no_room() {
  echo "vethscope-capture: no room left in ${large%/*} or ${work%/*}: what was captured is not whole" >&2
  exit 2
}

# JOB FOLDER
put_away() {
  wait "$1"
  [ $? != 28 ] || no_room
  [ ! -e "$2.entered" ] || archive "$2"/*
}

# FILE…: to tar, which packs each as soon as it reads its name.
archive() {
  for file in "$@"; do
    [ ! -f "$file" ] || echo "$top/$file"
  done >&3
}

# Names every namespace, and chooses the ones to look into: the node's own first.
plan() {
  taken=/ chosen='' folders=''
  for inode in $host $inodes; do
    eval "is_planned=\${folder_$inode:+yes}"
    [ -z "$is_planned" ] || continue
    name_it "$inode"
    eval "folder_$inode=\$folder json_$inode=\$json entry_$inode=\$entry"
    case $wanted in
      '' | *"/$name/"*)
        chosen="$chosen $inode"
        [ "$folder" = host ] || folders="$folders $folder"
        ;;
    esac
  done
  # shellcheck disable=SC2086
  [ -z "$folders" ] || mkdir $folders
}

# INODE KIND FOLDER NETNS SLOT: starts a collector in there, in the background.
enter() {
  eval "at=\${paths_$1:-} pid=\${pid_$1:-}"
  inode=$1 into=$3
  shift
  set -- sh ../collector "$@" "$began"
  if [ "$inode" != "$own" ]; then
    at=${at%%"$newline"*}
    at=${at:-/proc/$pid/ns/net}
    if command -v nsenter > /dev/null 2>&1; then
      set -- nsenter "--net=$at" -- "$@"
    else
      set -- ip netns exec "${at##*/}" "$@"
    fi
  fi
  # Without the list of tar, which ends when nobody has it open: a command can leave a child behind.
  "$@" 3>&- < /dev/null > /dev/null 2> "$into.enter" &
}

# Every second, ends what is over its limit; two seconds later with force. A slot is a journal of
# what runs there, `0 0` in between: on some file systems, writing a file anew waits for the disk.
watch() {
  exec 4< ../slot.0 5< ../slot.1 6< ../slot.2
  # Not for longer than the capture, however that ends.
  while sleep 1 && kill -0 $$ 2> /dev/null; do
    read -r now _ < /proc/uptime
    now=${now%.*}${now#*.}
    while read -r line <&4; do last_0=$line; done
    while read -r line <&5; do last_1=$line; done
    while read -r line <&6; do last_2=$line; done
    end_late ${last_0:-0 0}
    end_late ${last_1:-0 0}
    end_late ${last_2:-0 0}
  done
}

# PID LIMIT
end_late() {
  [ "$1" != 0 ] && [ "$now" -gt "$2" ] || return
  if [ "$now" -gt $(($2 + 200)) ]; then kill -KILL "$1"; else kill "$1"; fi
}

manifest() {
  {
    json "$node"; printf '{\n "format": "vethscope-bundle",\n "version": "%s",\n' "$FORMAT"
    printf ' "tool": "vethscope-capture %s",\n "node": %s,\n' "$VERSION" "$json"
    printf ' "started": "%s",\n "finished": "%s",\n' "$started" "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
    json "$(id -un)"; printf ' "user": %s,\n' "$json"
    json "$(uname -r)"; printf ' "kernel": %s,\n' "$json"
    os_name
    json "$os"; printf ' "os": %s,\n "namespaces": [' "$json"
    comma=
    for inode in $host $inodes; do
      eval "entry=\${entry_$inode:-} folder=\${folder_$inode:-} entry_$inode="
      [ -n "$entry" ] || continue
      state_of "$inode"
      printf '%s\n  %s, %s }' "$comma" "$entry" "$state"
      comma=,
    done
    printf '\n ],\n "commands": [\n  { "command": "uname -n", "netns": "host", "file": "host/uname_-n", "exit": 0, "at": 0.00, "seconds": 0.00 }'
    cat host.notes netns/*.notes cluster.notes 2> /dev/null
    printf '\n ]\n}\n'
  } > manifest.json
}

# INODE: sets `state`, the end of its object in the manifest.
state_of() {
  case " $chosen " in
    *" $1 "*) ;;
    *)
      state='"state": "left out"'
      return
      ;;
  esac
  if [ -e "$folder.entered" ]; then
    state='"state": "captured"'
    return
  fi
  eval "at=\${paths_$1:-} pid=\${pid_$1:-}"
  at=${at%%"$newline"*}
  if [ ! -e "${at:-/proc/$pid}" ]; then
    json='"it vanished before it could be entered"'
  elif [ "$(id -u)" != 0 ]; then
    json='"entering it needs root"'
  else
    read -r why < "$folder.enter" || why='it could not be entered'
    json "$why"
  fi
  state="\"state\": \"failed\", \"reason\": $json"
}

# PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
os_name() {
  os=
  while read -r os_line; do
    case $os_line in PRETTY_NAME=*) os=${os_line#*=} os=${os#\"} os=${os%\"} ;; esac
  done 2> /dev/null < /etc/os-release
}

# ISO 8601, to read and for a file's name.
read -r started stamp << DATE
$(date -u '+%Y-%m-%dT%H:%M:%SZ %Y%m%dT%H%M%SZ')
DATE
read -r began _ < /proc/uptime
began=${began%.*}${began#*.}
node=$(uname -n)
case $node in
  *[!A-Za-z0-9._-]* | '') top=vethscope-node-$stamp ;;
  *) top=vethscope-$node-$stamp ;;
esac
mkdir "$top" && cd "$top" && mkdir netns "$large/host" "$large/cluster" || exit 2
ln -s "$large/host" "$large/cluster" .
echo "$node" > host/uname_-n

: > ../slot.0 && : > ../slot.1 && : > ../slot.2
watch > /dev/null 2>&1 < /dev/null &
watcher=$!
mkfifo ../stream ../names || exit 2
if command -v gzip > /dev/null 2>&1; then gzip -c; else cat; fi < ../stream &
zipper=$!
if tar -cf /dev/null -T /dev/null 2> /dev/null; then
  tar -C .. -cf ../stream -T ../names < /dev/null > /dev/null &
  packer=$!
else
  # A tar that takes no names from a file, as some of busybox: all of them at the end.
  rm ../names
fi
# It waits for tar; a signal meanwhile is an error to it, of which `command` makes one to handle.
{ command exec 3> ../names; } 2> /dev/null || exit 2
exec > /dev/null
capture
exec 3>&-
if [ -n "$packer" ]; then
  wait $packer || exit 2
  packer=
else
  # shellcheck disable=SC2046
  tar -C .. -cf ../stream $(cat ../names) || exit 2
fi
wait $zipper || exit 2
zipper=
