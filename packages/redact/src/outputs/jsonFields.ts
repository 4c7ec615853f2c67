/** Whether a field of a JSON output is kept: those that are read, of all programs together. */
export function isReadField(name: string): boolean {
  return FIELDS.has(name);
}

/** Fields that hold what people wrote. */
export function isFreeText(name: string): boolean {
  return name === 'ifalias' || name === 'comment' || name === 'alias';
}

/** Fields that hold a name of a namespace, a node, a pod or a set, be it of digits alone. */
export function isNameField(name: string): boolean {
  return NAME_FIELDS.has(name);
}

const NAME_FIELDS: ReadonlySet<string> = new Set(
  'name hostname nodeName node link_netns io.kubernetes.pod.name'.split(' '),
);

/** Objects whose fields are called by somebody's choice. */
export function hasNamesAsFields(name: string): boolean {
  return name === 'matchLabels' || name === 'interfaces';
}

const FIELDS: ReadonlySet<string> = new Set(
  `
  apiVersion kind items metadata name namespace spec status
  nodeName hostNetwork containers hostIP podIP podIPs ip phase reason message_ containerStatuses
  initContainerStatuses ready restartCount state waiting terminated running exitCode
  deletionTimestamp type clusterIP clusterIPs externalIPs externalName loadBalancer ingress hostname
  ports port protocol nodePort targetPort labels kubernetes.io/service-name
  io.kubernetes.pod.name io.kubernetes.pod.namespace addressType endpoints addresses conditions
  targetRef subsets notReadyAddresses podCIDR podCIDRs nodeInfo osImage kernelVersion
  containerRuntimeVersion kubeletVersion address unschedulable taints key effect
  internalTrafficPolicy externalTrafficPolicy sessionAffinity loadBalancerSourceRanges
  publishNotReadyAddresses allocateLoadBalancerNodePorts healthCheckNodePort serving terminating
  podSandboxId id attempt image imageRef createdAt size repoTags repoDigests images
  network additionalIps linux namespaces options pid info runtimeSpec path ipc
  node-role.kubernetes.io/control-plane node-role.kubernetes.io/master node-role.kubernetes.io/worker
  cidr blockSize ipipMode vxlanMode natOutgoing disabled nodeSelector_ mode affinity
  annotations projectcalico.org/IPv4Address projectcalico.org/IPv6Address
  projectcalico.org/IPv4VXLANTunnelAddr projectcalico.org/IPv6VXLANTunnelAddr
  projectcalico.org/IPv4IPIPTunnelAddr kubernetes.io/role
  podSelector matchLabels matchExpressions operator values policyTypes
  allowIPIPPacketsFromWorkloads allowVXLANPacketsFromWorkloads bpfConnectTimeLoadBalancing
  bpfEnabled bpfExternalServiceMode bpfKubeProxyIptablesCleanupEnabled bpfLogLevel
  chainInsertMode defaultEndpointToHostAction floatingIPs genericXDPEnabled
  interfacePrefix ipForwarding ipipEnabled ipipMTU ipsetsRefreshInterval ipv6Support iptablesBackend
  iptablesFilterAllowAction iptablesMangleAllowAction iptablesFilterDenyAction
  iptablesLockTimeout iptablesMarkMask iptablesNATOutgoingInterfaceFilter
  iptablesPostWriteCheckInterval iptablesRefreshInterval logSeverityScreen natOutgoingAddress
  natPortRange netlinkTimeout nftablesMode removeExternalRoutes reportingInterval
  routeRefreshInterval routeSource routeTableRange routeTableRanges serviceLoopPrevention
  usageReportingEnabled vxlanEnabled vxlanMTU vxlanMTUV6 vxlanPort vxlanVNI wireguardEnabled
  wireguardEnabledV6 wireguardListeningPort wireguardMTU workloadSourceSpoofing
  xdpEnabled healthEnabled healthHost healthPort healthPortV6 prometheusMetricsEnabled
  ifindex ifname link_index link_netnsid link flags mtu qdisc operstate linkmode group txqlen
  link_type broadcast permaddr promiscuity allmulti min_mtu max_mtu linkinfo info_kind info_data
  info_slave_kind info_slave_data inet6_addr_gen_mode num_tx_queues num_rx_queues gso_max_size
  gso_max_segs tso_max_size tso_max_segs gro_max_size gso_ipv4_max_size gro_ipv4_max_size
  master altnames ifalias parentbus parentdev stats64 stats rx tx bytes packets errors dropped
  over_errors multicast carrier_errors collisions length_errors crc_errors frame_errors fifo_errors
  missed_errors aborted_errors window_errors heartbeat_errors carrier_changes carrier_up_count
  carrier_down_count compressed nohandler addr_info family local prefixlen scope label dynamic
  noprefixroute secondary temporary mngtmpaddr deprecated tentative dadfailed nodad permanent
  optimistic valid_life_time preferred_life_time metric protocol xdp prog jited tag
  vfinfo_list vf mac vlan vlan_list vlan_proto qos link_state spoofchk trust rate max_tx min_tx query_rss_en tx_rate
  forward_delay hello_time max_age ageing_time stp_state priority vlan_filtering vlan_protocol
  bridge_id root_id root_port root_path_cost topology_change topology_change_detected hello_timer
  tcn_timer topology_change_timer gc_timer fdb_n_learned fdb_max_learned vlan_default_pvid
  vlan_stats_enabled vlan_stats_per_port group_fwd_mask group_addr mcast_snooping
  no_linklocal_learn mcast_vlan_snooping mcast_router mcast_query_use_ifaddr mcast_querier
  mcast_hash_elasticity mcast_hash_max mcast_last_member_cnt mcast_startup_query_cnt
  mcast_last_member_intvl mcast_membership_intvl mcast_querier_intvl mcast_query_intvl
  mcast_query_response_intvl mcast_startup_query_intvl mcast_stats_enabled mcast_igmp_version
  mcast_mld_version nf_call_iptables nf_call_ip6tables nf_call_arptables
  cost hairpin guard root_block fastleave learning flood no port_id designated_port designated_cost
  designated_bridge designated_root hold_timer message_age_timer forward_delay_timer
  topology_change_ack config_pending proxy_arp proxy_arp_wifi multicast_router mcast_flood
  bcast_flood mcast_to_unicast neigh_suppress neigh_vlan_suppress vlan_tunnel isolated locked mab
  backup_port backup_nhid mcast_n_groups mcast_max_groups mcast_eht_hosts_limit
  mcast_eht_hosts_cnt group_fwd_mask_str
  id remote remote6 group6 local6 port_range low high port proxy rsc l2miss l3miss tos ttl df external
  gbp gpe collect_metadata udp_csum udp_zero_csum6_tx udp_zero_csum6_rx remcsum_tx remcsum_rx
  dstport srcport ageing limit localbypass vnifilter
  active_slave miimon updelay downdelay peer_notify_delay use_carrier arp_interval arp_validate
  arp_all_targets arp_ip_target arp_missed_max primary primary_reselect fail_over_mac
  xmit_hash_policy resend_igmp num_peer_notif all_slaves_active min_links lp_interval
  packets_per_slave ad_lacp_active ad_lacp_rate ad_select ad_actor_sys_prio ad_user_port_key
  ad_actor_system tlb_dynamic_lb ad_aggregator num_ports actor_key partner_key partner_mac ad_info
  aggregator perm_hwaddr mii_status link_failure_count queue_id ad_aggregator_id
  ad_actor_oper_port_state ad_partner_oper_port_state ad_actor_oper_port_state_str
  ad_partner_oper_port_state_str
  bcqueuelen usedbcqueuelen bclim macaddr_mode table link_netns sit_kind pmtudisc nopmtudisc
  ikey okey iseq oseq icsum ocsum 6rd encap_type encap sport dport csum csum6 remcsum erspan_ver
  erspan_index erspan_dir erspan_hwid key proto ip6_tnl_encap_limit ip6_tnl_hoplimit
  ip6_tnl_tclass ip6_tnl_flowlabel hoplimit encaplimit tclass flowlabel ip6_tnl_f_use_orig_tclass
  persist one_queue vnet_hdr multi_queue numqueues numdisabled user pi vid
  ingress_qos egress_qos from to
  dst dev gateway via host prefsrc nexthops nexthop weight nhid nh_info metrics lock window rtt rttvar
  ssthresh cwnd advmss reordering initcwnd features quickack initrwnd cache expires error users age used
  pref realms src srclen dstlen not fwmark fwmask iif iif_detached oif oif_detached ipproto
  sport_start sport_end dport_start dport_end uid_start uid_end tun_id l3mdev suppress_prefixlen
  suppress_ifgroup goto unresolved action dsfield flow_from flow_to nat_gateway
  lladdr state probes ref refs confirmed updated router extern_learn offload sticky sticky_ self
  vni src_vni vlans vlan vlanEnd pvid egress_untagged ifs
  linkdown onlink pervasive dead rt_trap rt_offload rt_offload_failed
  nftables metainfo version release_name json_schema_version chain rule set map element handle
  hook prio policy expr match op left right payload field meta accept drop return jump target
  counter masquerade snat dnat addr redirect mangle value comment elem range prefix len ct lookup
  fib result log limit_ per burst queue reject xt fwd dup tproxy numgen hash offset mod data
  and_ or_ flowtable elements timeout gc-interval
  `
    .split(/\s+/)
    .filter(Boolean),
);
