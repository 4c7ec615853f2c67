import { buildTopology } from '@vethscope/model';
import { readSnapshot } from '@vethscope/parsers';
import { describe, expect, it } from 'vitest';
import { answerTrace } from '../answerTrace.ts';
import { indexNetwork } from '../network/network.ts';

/*
 * Two pods on a bridge:
 *
 *   a 10.1.0.2 ── va ┐
 *   b 10.1.0.3 ── vb ┴ br0
 */
const port = (index: number, pod: string, xdp: string) =>
  `${index}: v${pod}@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 ${xdp}qdisc noqueue master br0 state UP group default
    link/ether 02:00:00:00:01:0${index} brd ff:ff:ff:ff:ff:ff link-netns ${pod} promiscuity 1
${xdp === '' ? '' : '    prog/xdp id 12 name guard tag 0123456789abcdef jited\n'}    veth
    bridge_slave state forwarding hairpin off isolated off learning on flood on`;

const pod = (name: string, index: number) => ({
  [`netns/${name}/ip_-d_addr`]: `2: eth0@if${index}: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default
    link/ether 02:00:00:00:02:0${index} brd ff:ff:ff:ff:ff:ff link-netnsid 0 promiscuity 0
    veth
    inet 10.1.0.${index}/24 brd 10.1.0.255 scope global eth0`,
  [`netns/${name}/ip_route`]: `10.1.0.0/24 dev eth0 proto kernel scope link src 10.1.0.${index}`,
  [`netns/${name}/ip_neigh`]: `10.1.0.${5 - index} dev eth0 lladdr 02:00:00:00:02:0${5 - index} REACHABLE`,
});

function ask(more: Readonly<Record<string, string>> = {}, xdp = '') {
  const files = {
    'ip_-d_addr': `9: br0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default
    link/ether 02:00:00:00:00:99 brd ff:ff:ff:ff:ff:ff promiscuity 0
    bridge vlan_filtering 0 nf_call_iptables 0 nf_call_ip6tables 0
${port(2, 'a', xdp)}
${port(3, 'b', '')}`,
    ip_netns_list: 'a (id: 0)\nb (id: 1)',
    'sysctl_-a': 'net.bridge.bridge-nf-call-iptables = 0',
    ...pod('a', 2),
    ...pod('b', 3),
    ...more,
  };
  const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
  const snapshot = readSnapshot([{ name: 'n', files: texts, diagnostics: [] }]);
  const network = indexNetwork(snapshot, buildTopology(snapshot));
  const answer = answerTrace(network, { from: 'a', to: '10.1.0.3', proto: 'udp', dport: 53 });
  if (answer.kind === 'problem') throw new Error(answer.message);
  const { disposition, branches } = answer.trace;
  return {
    disposition,
    ends: branches.map((branch) => branch.disposition),
    because: branches.at(-1)?.because,
  };
}

describe('what has a say over a packet and is not read', () => {
  it('is not asked for where there is nothing of it', () => {
    expect(ask()).toMatchObject({ disposition: 'delivered', ends: ['delivered'] });
  });

  it('an XDP program may drop what comes in by its device', () => {
    expect(ask({}, 'xdp ')).toEqual({
      disposition: 'undecided',
      ends: ['delivered', 'undecided'],
      because: 'the XDP program guard of va may drop, change or redirect it',
    });
  });

  it.each([
    ['bridge', 'prerouting'],
    ['bridge', 'forward'],
    ['bridge', 'postrouting'],
  ])('a table of the family %s at %s sees what crosses a bridge', (family, hook) => {
    const ruleset = `table ${family} guard {
\tchain c {
\t\ttype filter hook ${hook} priority 0; policy drop;
\t}
}
`;
    expect(ask({ nft_list_ruleset: ruleset })).toEqual({
      disposition: 'undecided',
      ends: ['delivered', 'undecided'],
      because: `the nft table ${family} guard of netns/n/host may drop, reject or change it`,
    });
  });

  it('but not one for what goes up to the IP layer', () => {
    const ruleset =
      'table bridge guard {\n\tchain c {\n\t\ttype filter hook input priority 0; policy drop;\n\t}\n}\n';
    expect(ask({ nft_list_ruleset: ruleset })).toMatchObject({ ends: ['delivered'] });
  });
});
