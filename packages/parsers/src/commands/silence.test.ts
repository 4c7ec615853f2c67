import { expect, test } from 'vitest';
import { commands } from './registry.ts';

/** A run that ended well and printed nothing: `ss` where nothing listens. */
test.each([
  ['ip -d route show table all', ['routes4', 'allTables4', 'routes6', 'allTables6']],
  ['ip -6 rule show', ['policyRules6']],
  ['ip neigh show', ['neighbors']],
  ['ip neigh show proxy', ['proxyNeighbors']],
  ['bridge -d fdb show', ['fdb']],
  ['bridge vlan show', ['bridgeVlans']],
  ['ipset list', ['ipsets']],
  ['ss -lntu', ['sockets']],
  ['ip netns list', ['netnsNames']],
  ['iptables-save -c', ['iptables4']],
  ['ip6tables-nft-save -c', ['iptables6']],
  // The other back end may have rules all the same.
  ['iptables-legacy-save -c', []],
  ['iptables-save -t nat', []],
  // Every namespace has a loopback.
  ['ip -d -s addr show', []],
  ['grep -sH . /proc/sys/net/ipv4/ip_forward', []],
  ['kubectl get pods -A -o json', []],
  ['crictl pods', []],
  ['crictl inspectp b7a5', []],
  ['nft list tables', ['nftTables']],
  ['NetworkManager --print-config', []],
  ['hostname', []],
])('the silence of `%s` settles %j', (line, settled) => {
  const argv = line.split(' ');
  const reader = commands.find((command) => command.accepts(argv));
  expect(reader?.settledBySilence(argv)).toEqual(settled);
});
