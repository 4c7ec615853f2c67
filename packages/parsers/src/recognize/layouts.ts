/** A file of a known collection of outputs, and the command that it holds. */
export interface LayoutFile {
  /** Of the path's end, endings like `.txt` taken off. */
  readonly path: RegExp;
  readonly argv: readonly string[];
}

function file(path: RegExp, command: string): LayoutFile {
  return { path, argv: command.split(' ') };
}

/**
 * Names that do not spell their command. Those that do (`ip_-d_link_show`, `iptables-save`) need
 * no row here: see `spelledCommand`. sos reports, for one, spell all of theirs.
 */
export const LAYOUT_FILES: readonly LayoutFile[] = [
  // calicoctl node diags: calicoctl/commands/node/diags.go
  file(/(^|\/)diagnostics\/hostname$/, 'hostname'),
  file(/(^|\/)diagnostics\/ipv4_route$/, 'ip -4 route'),
  file(/(^|\/)diagnostics\/ipv6_route$/, 'ip -6 route'),
  file(/(^|\/)diagnostics\/ipv4_addr$/, 'ip -4 addr'),
  file(/(^|\/)diagnostics\/ipv6_addr$/, 'ip -6 addr'),
  file(/(^|\/)diagnostics\/ipv4_tables$/, 'iptables-save -c'),
  file(/(^|\/)diagnostics\/ipv6_tables$/, 'ip6tables-save -c'),
  file(/(^|\/)diagnostics\/ipsets$/, 'ipset list'),
  // calicoctl cluster diags: nodes/<node>/
  file(/(^|\/)nodes\/[^/]+\/iptables-legacy-save$/, 'iptables-legacy-save -c'),
  file(/(^|\/)nodes\/[^/]+\/iptables-nft-save$/, 'iptables-nft-save -c'),
  file(/(^|\/)nodes\/[^/]+\/ip-route$/, 'ip route'),
  file(/(^|\/)nodes\/[^/]+\/ip-route-v6$/, 'ip -6 route'),
  file(/(^|\/)nodes\/[^/]+\/ip-neigh$/, 'ip neigh'),
  file(/(^|\/)nodes\/[^/]+\/ipset-list$/, 'ipset list'),
  // Rancher's and EKS' log collectors write the words without blanks.
  file(/(^|\/)networking\/ipaddrshow$/, 'ip addr show'),
  file(/(^|\/)networking\/iplinkshow$/, 'ip link show'),
  file(/(^|\/)networking\/iproute$/, 'ip route show'),
  file(/(^|\/)networking\/iprule$/, 'ip rule show'),
  file(/(^|\/)networking\/ipneighbour$/, 'ip neighbour show'),
  file(/(^|\/)networking\/iptablessave$/, 'iptables-save'),
  file(/(^|\/)networking\/ip6tablessave$/, 'ip6tables-save'),
  file(/(^|\/)networking\/ipset$/, 'ipset list'),
  file(/(^|\/)crictl\/pods$/, 'crictl pods'),
  file(/(^|\/)crictl\/psa$/, 'crictl ps -a'),
  file(/(^|\/)crictl\/images$/, 'crictl images'),
  // AKS' log collector: collect/ip_4_addr.json, collect/ip_netns_<ns>/ip_4_route.json
  file(/(^|\/)ip_4_addr$/, 'ip -4 addr'),
  file(/(^|\/)ip_4_route$/, 'ip -4 route'),
  file(/(^|\/)ip_6_addr$/, 'ip -6 addr'),
  file(/(^|\/)ip_6_route$/, 'ip -6 route'),
];

/** Folders that say in which namespace the outputs below them were taken; group 1 is its name. */
export const NETNS_FOLDERS: readonly RegExp[] = [
  // netns/blue/ip_addr    sos: networking/namespaces/blue/ip_netns_exec_blue_ip_addr
  /(?:^|\/)(?:netns|namespaces|network_namespaces|network-namespaces|ns)\/([^/]+)\//,
  // AKS: collect/ip_netns_blue/ip_link.json
  /(?:^|\/)ip_netns_([^/]+)\//,
];

/** calicoctl cluster diags: one archive, several nodes; group 1 is the node's name. */
export const NODE_FOLDER = /(?:^|\/)nodes\/([^/]+)\//;
