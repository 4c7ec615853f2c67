/** Words of iproute2: ip-link(8), ip-address(8), ip-route(8), ip-rule(8), ip-neighbour(8), bridge(8), ip-netns(8). */
const IPROUTE2 = `
  brport list-id ip bridge addr address a link l route r rule neigh neighbour neighbor n netns show list ls table all exec
  get dev -d -s -j -p -4 -6 -o -br -n -a -br -c -details -statistics -stats -json -pretty -oneline -brief
  -color -resolve -family -netns -all ro ru nei -N -h -r -t -human -iec -timestamp fdb vlan mdb add stats
  lo UP LOWER_UP NO-CARRIER BROADCAST MULTICAST LOOPBACK POINTOPOINT NOARP PROMISC ALLMULTI MASTER SLAVE
  DYNAMIC ECHO DORMANT M-DOWN DEBUG NOTRAILERS PORTSEL AUTOMEDIA
  mtu qdisc state mode group default qlen master link brd promiscuity allmulti minmtu maxmtu
  addrgenmode eui64 none stable_secret random numtxqueues numrxqueues gso_max_size gso_max_segs
  tso_max_size tso_max_segs gro_max_size gso_ipv4_max_size gro_ipv4_max_size txqlen alias altname
  parentbus parentdev permaddr protodown peer link-netns link-netnsid new-netns new-netnsid
  DEFAULT DOWN UNKNOWN TESTING LOWERLAYERDOWN NOTPRESENT noqueue mq pfifo_fast fq_codel fq pfifo noop htb
  cake tbf sfq ingress clsact mqprio
  ether loopback ppp ipip tunnel6 sit gre gre6 infiniband can netlink void ieee802.11 netrom mpls
  inet inet6 scope global host site nowhere secondary dynamic noprefixroute deprecated tentative dadfailed
  nodad temporary permanent mngtmpaddr home stable-privacy optimistic autojoin valid_lft preferred_lft
  forever sec kernel_lo kernel_ra kernel_ll any anycast proto
  veth dummy bond vxlan geneve macvlan macvtap ipvlan ipvtap ip6tnl ip6gre ip6gretap gretap erspan ip6erspan
  vti vti6 tun tap vrf ifb nlmon team wireguard hsr bareudp netdevsim xfrm macsec amt gtp rmnet lowpan
  wwan batadv openvswitch tunl
  bridge_slave bond_slave vrf_slave team_slave openvswitch_slave
  forward_delay hello_time max_age ageing_time stp_state priority vlan_filtering vlan_protocol 802.1Q 802.1ad
  802.3ad bridge_id designated_root root_id root_port root_path_cost topology_change
  topology_change_detected hello_timer tcn_timer topology_change_timer gc_timer fdb_n_learned
  fdb_max_learned vlan_default_pvid vlan_stats_enabled vlan_stats_per_port group_fwd_mask group_address
  group_addr mcast_snooping no_linklocal_learn mcast_vlan_snooping mst_enabled mcast_router
  mcast_query_use_ifaddr mcast_querier mcast_hash_elasticity mcast_hash_max mcast_last_member_count
  mcast_startup_query_count mcast_last_member_interval mcast_membership_interval
  mcast_querier_interval mcast_query_interval mcast_query_response_interval
  mcast_startup_query_interval mcast_stats_enabled mcast_igmp_version mcast_mld_version
  nf_call_iptables nf_call_ip6tables nf_call_arptables
  forwarding disabled listening learning blocking cost hairpin on off guard root_block fastleave flood
  port_id port_no designated_port designated_cost designated_bridge hold_timer message_age_timer
  forward_delay_timer topology_change_ack config_pending proxy_arp proxy_arp_wifi mcast_fast_leave
  mcast_flood bcast_flood mcast_to_unicast neigh_suppress neigh_vlan_suppress group_fwd_mask_str
  vlan_tunnel isolated locked mab backup_port backup_nhid
  id local remote local6 remote6 group6 srcport dstport nolearning proxy noproxy rsc norsc l2miss l3miss
  ttl auto inherit tos df unset set ageing maxaddr unlimited udpcsum noudpcsum udp6zerocsumtx
  noudp6zerocsumtx udp6zerocsumrx noudp6zerocsumrx remcsumtx remcsumrx gbp gpe external noexternal
  vnifilter novnifilter localbypass nolocalbypass collect_metadata
  REORDER_HDR GVRP MVRP LOOSE_BINDING BRIDGE_BINDING ingress-qos-map egress-qos-map
  balance-rr active-backup balance-xor broadcast balance-tlb balance-alb miimon updelay downdelay
  peer_notify_delay use_carrier arp_interval arp_missed_max arp_ip_target arp_validate arp_all_targets
  primary primary_reselect always better failure fail_over_mac active follow xmit_hash_policy layer2 layer3
  layer2+3 layer3+4 encap2+3 encap3+4 vlan+srcmac resend_igmp num_grat_arp num_peer_notif all_slaves_active
  min_links lp_interval packets_per_slave lacp_active lacp_rate slow fast ad_select stable bandwidth count
  tlb_dynamic_lb ad_aggregator ad_num_ports ad_actor_key ad_partner_key ad_partner_mac ad_actor_sys_prio
  ad_user_port_key ad_actor_system active_slave ACTIVE BACKUP mii_status going_down going_back
  link_failure_count perm_hwaddr queue_id ad_aggregator_id ad_actor_oper_port_state
  ad_actor_oper_port_state_str ad_partner_oper_port_state ad_partner_oper_port_state_str prio
  private vepa bridge passthru source bcqueuelen usedbcqueuelen bclim l2 l3 l3s
  6rd-prefix 6rd-relay_prefix nopmtudisc pmtudisc iseq oseq icsum ocsum ikey okey key encaplimit encap_limit
  hoplimit tclass flowlabel flowinfo encap fou gue encap-sport encap-dport encap-csum noencap-csum ip6ip6
  ipip6 ip4ip6 any6 ip6ip erspan_ver erspan_index erspan_dir erspan_hwid allow-localremote
  noallow-localremote ignore-df noignore-df
  persist pi vnet_hdr one_queue multi_queue numqueues numdisabled user
  RX TX bytes packets errors dropped overrun missed mcast carrier collsns compressed nohandler
  length crc frame fifo heartbt heartbeat aborted window transns over_errors collisions
  vf MAC spoof checking link-state enable disable trust rate max_tx_rate min_tx_rate query_rss spoofchk
  node_guid port_guid qos
  xdp xdpgeneric xdpdrv xdpoffload xdpmulti prog tag jited name
  via src metric pref medium low high onlink linkdown dead pervasive offload offload_failed trap rt_trap
  rt_offload rt_offload_failed unresolved nexthop nexthops nhid weight lock rtt rttvar rto_min ssthresh cwnd
  advmss reordering initcwnd initrwnd features ecn tcp_usec_ts quickack congctl fastopen_no_cookie expires
  error users age used cache realm realms notify redirected
  unicast local broadcast multicast throw unreachable prohibit blackhole nat to from cloned
  kernel boot static redirect gated ra mrt zebra bird babel dnrouted xorp ntk dhcp keepalived bgp isis ospf
  rip eigrp openr mrouted
  seg6 seg6local ila bpf rpl ioam6 segs action End
  main unspec lookup fwmark iif oif not goto nop l3mdev l3mdev-table uidrange ipproto sport dport
  suppress_prefixlength suppress_ifgroup detached [detached] tun_id dsfield flow_from flow_to nat_gateway
  unresolved map-to pref
  lladdr REACHABLE STALE DELAY PROBE FAILED INCOMPLETE PERMANENT NOARP NONE router extern_learn
  extern_valid managed ref probes confirmed updated used
  self master vni src_vni sticky offload extern-learn permanent static reachable stale
  pvid PVID Egress Untagged Egress-Untagged vlan-id port
  nsid current-nsid iproute2 true false null unchanged
  netconf forwarding strict loose mc_forwarding proxy_neigh ignore_routes_with_linkdown
  tunnel-id tunnelshow -batch batch lsns NS NETNSID NPROCS PID NSFS unassigned -t
`;

/** Words of iptables and ip6tables, their saves and listings: iptables(8), iptables-extensions(8). */
const IPTABLES = `
  iptables ip6tables iptables-save ip6tables-save iptables-nft ip6tables-nft iptables-legacy
  ip6tables-legacy iptables-nft-save ip6tables-nft-save iptables-legacy-save ip6tables-legacy-save
  iptablessave ip6tablessave nf_tables legacy nft Generated Completed on COMMIT Mon Tue Wed Thu Fri Sat
  Sun Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec by
  filter nat mangle raw security PREROUTING INPUT FORWARD OUTPUT POSTROUTING
  Chain policy references target prot opt in out source destination num pkts bytes packets reference
  ACCEPT DROP RETURN REJECT QUEUE MARK CONNMARK DNAT SNAT MASQUERADE REDIRECT NOTRACK CT LOG NFLOG
  NFQUEUE TCPMSS DSCP TOS TTL HL AUDIT TRACE CHECKSUM SECMARK CONNSECMARK CLASSIFY SET TEE TPROXY NETMAP
  SYNPROXY IDLETIMER RATEEST HMARK LED CLUSTERIP ECN TCPOPTSTRIP ULOG MIRROR
  -A -N -P -I -D -F -L -S -t -n -v -x -c -m -j -g -p -s -d -i -o -f -nL -nvL -vnL -nvxL -vnxL -xnvL -Ln -Lnv
  -nv -vn -w --line-numbers --numeric --verbose --exact --list --list-rules --table --counters ! --
  all any anywhere tcp udp udplite sctp dccp icmp icmpv6 icmp6 ipv6-icmp esp ah gre igmp ipip ipencap ipv4
  ipv6 ospf vrrp pim l2tp eigrp ipcomp ipv6-frag ipv6-route ipv6-opts ipv6-nonxt mh
  comment tcp udp addrtype mark connmark conntrack state statistic recent nfacct multiport set rpfilter
  limit hashlimit connlimit ipvs physdev pkttype mac owner policy bpf iprange length ttl hl dscp tos esp ah
  socket string time u32 realm helper connbytes connlabel cluster cpu devgroup ecn quota rateest cgroup
  osf rt frag hbh dst eui64 ipv6header mh NEW ESTABLISHED RELATED INVALID UNTRACKED SNAT DNAT
  --accept-local --bytecode --checksum-fill --chunk-types --clamp-mss-to-pmtu --comment --connlimit-above
  --connlimit-daddr --connlimit-mask --connlimit-saddr --connlimit-upto --ctdir --ctevents --ctexpire
  --ctmask --ctorigdst --ctorigdstport --ctorigsrc --ctorigsrcport --ctproto --ctrepldst
  --ctrepldstport --ctreplsrc --ctreplsrcport --ctstate --ctstatus --destination --destination-port
  --destination-ports --dir --dport --dports --dscp --dscp-class --dst --dst-range --dst-type --every
  --exp-events --fragment --gid-owner --goto --hashlimit --hashlimit-above --hashlimit-burst
  --hashlimit-dstmask --hashlimit-htable-expire --hashlimit-htable-gcinterval --hashlimit-htable-max
  --hashlimit-htable-size --hashlimit-mode --hashlimit-name --hashlimit-rate-interval
  --hashlimit-rate-match --hashlimit-srcmask --hashlimit-upto --helper --hitcount --hl-eq --hl-gt --hl-lt
  --icmp-type --icmpv6-type --in-interface --invert --ipvs --jump --length --limit --limit-burst
  --limit-iface-in --limit-iface-out --log-ip-options --log-level --log-macdecode --log-prefix
  --log-tcp-options --log-tcp-sequence --log-uid --loose --mac-source --mark --mask --match --match-set
  --mode --name --next --nfacct-name --nflog-group --nflog-prefix --nflog-range --nflog-size
  --nflog-threshold --nfmask --notrack --nowildcard --object-pinned --on-ip --on-port --or-mark --and-mark
  --xor-mark --out-interface --packet --packets-gt --packets-lt --packets-eq --bytes-gt --bytes-lt --bytes-eq
  --persistent --physdev-in --physdev-is-bridged --physdev-is-in --physdev-is-out --physdev-out --pkt-type
  --pol --ports --probability --proto --protocol --queue-balance --queue-bypass --queue-cpu-fanout
  --queue-num --random --random-fully --rcheck --rdest --reap --reject-with --remove --reqid
  --restore-mark --restore-skmark --return-nomatch --rsource --rttl --save-mark --seconds --set
  --set-class --set-counters --set-dscp --set-dscp-class --set-mark --set-mss --set-tos --set-xmark
  --socket-exists --source --source-port --source-ports --spi --sport --sports --src --src-range --src-type
  --state --strict --syn --tcp-flags --tcp-option --timeout --to --to-destination --to-ports --to-source
  --to --tos --tproxy-mark --transparent --ttl-dec --ttl-eq --ttl-gt --ttl-inc --ttl-lt --ttl-set --hl-set
  --tunnel-dst --tunnel-src --type --u32 --uid-owner --update --update-counters --update-subcounters
  --validmark --vaddr --vdir --vmethod --vport --vportctl --vproto --zone --zone-orig --zone-reply --add-set
  --del-set --exist --map-set --algo --datestart --datestop --timestart --timestop --days --weekdays
  --monthdays --kerneltz --class --hex-string --from --icase --path --realm --cpu --cgroup
  FIN SYN RST PSH ACK URG ALL NONE
  EXPECTED SEEN_REPLY ASSURED CONFIRMED ORIGINAL REPLY new destroy related reply assured protoinfo natseqinfo
  label secmark
  UNSPEC UNICAST LOCAL BROADCAST ANYCAST MULTICAST BLACKHOLE UNREACHABLE PROHIBIT THROW NAT XRESOLVE
  unicast broadcast multicast random nth srcip dstip srcport dstport ipsec none require unique tunnel
  transport
  icmp-net-unreachable icmp-host-unreachable icmp-proto-unreachable icmp-port-unreachable
  icmp-net-prohibited icmp-host-prohibited icmp-admin-prohibited tcp-reset icmp6-no-route
  icmp6-adm-prohibited icmp6-addr-unreachable icmp6-port-unreachable icmp6-policy-fail
  icmp6-reject-route net-unreachable host-unreachable port-unreachable admin-prohibited
  echo-request echo-reply destination-unreachable packet-too-big time-exceeded parameter-problem
  router-solicitation router-advertisement neighbour-solicitation neighbour-advertisement
  fragmentation-needed address-unreachable redirect network-unreachable no-route ttl-exceeded
  ADDRTYPE match dst-type src-type limit-in limit-out ctstate ctstatus ctdir ctorigsrc ctorigdst ctreplsrc
  ctrepldst ctproto ctexpire ctorigsrcport ctorigdstport ctreplsrcport ctrepldstport to ports dpt dpts spt spts
  dports sports icmptype ipv6-icmptype code flags option mode random probability every packet CHECK SET UPDATE
  REMOVE seconds hit_count hit-count reap TTL-Match name side mask rsource rdest match-set return-nomatch !update-counters
  rpfilter loose validmark accept-local invert limit avg burst up above upto htable-expire htable-size
  htable-max htable-gcinterval srcmask dstmask conn PHYSDEV PKTTYPE UID GID socket exists owner pol
  strict proto ipvs vproto vaddr vport vdir vmethod vportctl GATE range source destination IP range length
  HL TTL TTL== TTL< TTL> DSCP mark and or xor set save restore nfmask ctmask MAC
  reject-with random-fully persistent clamp PMTU TCPMSS level prefix tcp-sequence tcp-options ip-options uid
  nflog-prefix nflog-group nflog-size nflog-threshold nflog-range AUDIT accept drop reject CHECKSUM fill
  unknown-interface unsupported revision destIP sourceIP packets-gt packets-lt bytes-gt x
  emerg alert crit error warning notice info debug
  pom-static prefix-static
  host gateway redirect
  bootps bootpc domain http https ssh telnet smtp ntp snmp ldap ldaps imap pop3 ftp ftp-data tftp bgp
  sunrpc kerberos netbios-ns netbios-dgm netbios-ssn microsoft-ds isakmp ipsec-nat-t syslog http-alt mdns
  nfs webcache dhcpv6-client dhcpv6-server submission imaps pop3s domain-s mysql postgresql vxlan
  src-range dst-range [goto]
  DATA INIT INIT_ACK SACK HEARTBEAT ABORT SHUTDOWN ERROR any all only be
  Warning tables present use to see them Table is incompatible tool
  DOCKER DOCKER-USER nfacct-name calico cali eth lo
`;

/** Words of ipset(8). */
const IPSET = `
  ipset list save create add Name Type Revision Header Size in memory References Number of entries Members
  hash bitmap list set ip net port iface mac mark family inet inet6 hashsize maxelem bucketsize initval
  netmask bitmask range size timeout counters comment skbinfo skbmark skbprio skbqueue forceadd nomatch
  wildcard markmask physdev -exist -t -n -o -output -name -terse probes resize iphash nethash ipporthash
  ipmap portmap packets bytes before after
`;

/** Words of kubectl and crictl, their tables, and of the API's fields. */
const KUBERNETES = `
  kubectl oc k3s get all -A -o -owide wide json yaml --all-namespaces --show-labels -n --namespace -Ao -Aowide -Aojson -owide -ojson -w -l
  custom-columns custom-columns-file --output --no-headers metadata spec nodeName hostNetwork phase podIP podIPs
  hostIP startTime started api-resources --request-timeout
  netpol networkpolicies.networking.k8s.io POD-SELECTOR POLICY-TYPES blockaffinities blockaffinity
  ippool ipamblock ipamhandles ipamconfigs felixconfiguration bgppeer bgpconfiguration
  globalnetworkpolicy globalnetworksets networksets hostendpoint clusterinformations
  kubecontrollersconfigurations crd projectcalico org
  IPAMBlock BlockAffinity IPAMHandle IPAMConfig FelixConfiguration BGPConfiguration BGPPeer
  GlobalNetworkPolicy HostEndpoint ClusterInformation NetworkPolicyList IPPoolList IPAMBlockList
  BlockAffinityList FelixConfigurationList Never CrossSubnet Ingress Egress In NotIn Exists
  DoesNotExist Enabled Disabled Tunnel DSR Append Insert Info Debug confirmed pendingDeletion
  pods pod po services service svc endpoints ep endpointslices endpointslice nodes node no deployments
  deployment daemonsets daemonset ds replicasets replicaset rs statefulsets statefulset sts jobs job
  cronjobs cronjob networkpolicies networkpolicy ippools ipamblocks felixconfigurations bgppeers
  bgpconfigurations globalnetworkpolicies hostendpoints ippools.crd.projectcalico.org crd.projectcalico.org
  apps batch v1 discovery.k8s.io networking.k8s.io
  daemonset.apps deployment.apps replicaset.apps statefulset.apps job.batch cronjob.batch
  NAMESPACE NAME READY STATUS RESTARTS AGE IP NODE NOMINATED READINESS GATES TYPE CLUSTER-IP EXTERNAL-IP PORT
  PORTS S SELECTOR LABELS ADDRESSTYPE ENDPOINTS ROLES VERSION INTERNAL-IP OS-IMAGE KERNEL-VERSION
  CONTAINER-RUNTIME DESIRED CURRENT UP-TO-DATE AVAILABLE CONTAINERS IMAGES COMPLETIONS DURATION SCHEDULE
  SUSPEND LAST HOSTNETWORK PHASE IPS TIMEZONE
  Running Pending Succeeded Failed Unknown Completed CrashLoopBackOff ImagePullBackOff ErrImagePull
  ContainerCreating PodInitializing Terminating Error OOMKilled Evicted Init NotReady Ready
  SchedulingDisabled ContainerStatusUnknown CreateContainerConfigError Terminated NodeLost
  ClusterIP NodePort LoadBalancer ExternalName None <none> none unset <unset> <pending> pending unknown ago more
  more... TCP UDP SCTP IPv4 IPv6 FQDN True False true false null
  control-plane master linux arm64 amd64 x86_64 aarch64
  Pod Service Endpoints EndpointSlice Node List PodList ServiceList NodeList EndpointSliceList
  EndpointsList DaemonSet Deployment ReplicaSet StatefulSet ReplicationController Job CronJob
  NetworkPolicy IPPool InternalIP ExternalIP Hostname ExternalDNS InternalDNS
  MemoryPressure DiskPressure PIDPressure NetworkUnavailable Initialized ContainersReady PodScheduled
  Cluster Local ClientIP Always IfNotPresent
  kubernetes.io os arch node-role.kubernetes.io service-name io.kubernetes.pod.name
  io.kubernetes.pod.namespace io.kubernetes.container.name No resources found in namespace namespace.
  containerd cri-o docker Debian GNU Linux Ubuntu AlmaLinux Rocky RedHat Red Hat Enterprise CentOS Stream
  Fedora openSUSE SUSE Alpine Arch Amazon Bottlerocket OS Flatcar Container by Kinvolk Talos LTS CoreOS
  bookworm bullseye trixie buster jammy noble focal Plow Ootpa Coughlan Leap SLES Oracle Server Seafoam Ocelot
  crictl ps pods images inspectp inspect -a -q -v --digests --no-trunc CONTAINER IMAGE CREATED STATE ATTEMPT
  POD ID SIZE TAG DIGEST RUNTIME PINNED Exited Created NotReady Ready About an a hour hours minute minutes
  second seconds day days week weeks month months year years Less than default sha256 latest
  CONTAINER_RUNNING CONTAINER_EXITED CONTAINER_CREATED CONTAINER_UNKNOWN SANDBOX_READY SANDBOX_NOTREADY
  POD NODE CONTAINER network ipc uts user cgroup mount pid TARGET NODE
`;

/** Words of nft(8). */
const NFT = `
  nft table chain flags dormant type filter nat route hook ingress prerouting input forward output postrouting egress
  device devices priority raw mangle dstnat security srcnat out policy accept drop ip ip6 inet arp bridge netdev
`;

/** Words of firewall-cmd(1), NetworkManager.conf(5), hostnamectl(1), sysctl(8), ss(8), and of shells. */
const OTHERS = `
  firewall-cmd --list-all-zones --list-all --info-zone --permanent --zone zone active target default public
  internal external dmz work home trusted block drop libvirt nm-shared kubernetes docker icmp-block-inversion
  interfaces sources services ports protocols forward masquerade forward-ports source-ports icmp-blocks
  rich rules rule yes no ssh dhcpv6-client cockpit samba-client ipp-client toport toaddr port proto
  family address source destination service protocol accept reject log audit limit value level mark
  ingress-priority egress-priority invert %%REJECT%% forward-port source-port to-port to-addr
  icmp-block icmp-type %%ACCEPT%% ACCEPT DROP CONTINUE
  NetworkManager NetworkManager.conf conf.d keyfile unmanaged-devices interface-name mac type except device
  ethernet cali tunl vxlan.calico vxlan-v6.calico wireguard.cali wg-v6.cali veth eth bridge docker flannel cni
  etc run var usr lib main plugins device-wifi device-calico wifi connection match-device managed wlan
  --print-config
  Static Transient hostname hostnamectl uname cat hostname -n -a nodename status
  ip_forward rp_filter proxy_arp proxy_arp_pvlan proxy_ndp disable_ipv6 accept_ra accept_redirects
  send_redirects accept_local accept_source_route route_localnet src_valid_mark log_martians arp_ignore
  arp_announce arp_filter arp_notify arp_accept mc_forwarding secure_redirects
  bridge-nf- bridge-nf-call-ip bridge-nf-call-iptables bridge-nf-call-ip6tables bridge-nf-call-arptables
  bridge-nf-filter-vlan-tagged bridge-nf-filter-pppoe-tagged bridge-nf-pass-vlan-input-dev nf_conntrack_max nf_conntrack_count
  ip_local_port_range ip_local_reserved_ports conf tcp_rmem tcp_wmem tcp_mem tcp_mtu_probing
  tcp_keepalive_time tcp_fin_timeout tcp_tw_reuse tcp_syncookies tcp_congestion_control somaxconn
  rmem_max wmem_max default_qdisc netdev_max_backlog gc_thresh1 gc_thresh2 gc_thresh3 ip_nonlocal_bind
  ip_no_pmtu_disc fib_multipath_hash_policy ignore_routes_with_linkdown nf_conntrack_buckets autoconf
  addr_gen_mode use_tempaddr keep_addr_on_down icmp_echo_ignore_all
  echo_ignore_all
  sysctl -w grep -s proc sys net core netfilter nf-call net.ipv4 net.ipv6 net.bridge net.core net.netfilter
  . * cubic reno bbr fq_codel
  ss -lntu -lntup -lntp Netid State Recv-Q Send-Q Local Address Port Peer Process PortProcess LISTEN
  UNCONN ESTAB TIME-WAIT CLOSE-WAIT SYN-SENT SYN-RECV FIN-WAIT-1 FIN-WAIT-2 LAST-ACK CLOSING CLOSED users fd
  tcp udp raw nl u_str u_dgr u_seq p_raw p_dgr icmp6 dccp sctp mptcp v_str v_dgr tipc xdp
  date -V -u -sH -rH -rsH nsenter setns unshare
  host netns cluster networking sos_commands firewall_tables network namespaces commands diagnostics collect
  nodes cmd crio crictl sos_strings nodelocal ipaddrshow iplinkshow iproute iprule ipneighbour ipsets
  ipv4_route ipv6_route ipv4_addr ipv6_addr ipv4_tables ipv6_tables psa txt json log out md stdout stderr
  manifest.json captures tar gz vethscope ipneigh iptables6 nft_ruleset ruleset tables nexthop objects
  root nobody systemd pause
  redacted grep ip_addr os-release PRETTY_NAME x86-64 total tool. use
`;

/**
 * The words that outputs consist of beside names, numbers and addresses. A name that is one of them
 * is not replaced: nobody can tell it from the word.
 */
export const VOCABULARY: ReadonlySet<string> = new Set(
  [IPROUTE2, IPTABLES, IPSET, NFT, KUBERNETES, OTHERS].flatMap((words) =>
    words.split(/\s+/).filter(Boolean),
  ),
);
