import { buildTopology } from '@vethscope/model';
import { readSnapshot } from '@vethscope/parsers';
import { expect, test } from 'vitest';
import { answerTrace } from '../answerTrace.ts';
import { indexNetwork } from '../network/network.ts';

/** What a node's rules leave open about a packet that it sends to 10.1.0.9, port 80. */
function answersFor(rules: string): readonly string[] {
  const texts = {
    ip_addr_show: `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default
    inet 127.0.0.1/8 scope host lo
2: eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP group default
    link/ether 00:15:5d:00:00:01 brd ff:ff:ff:ff:ff:ff
    inet 10.1.0.1/24 brd 10.1.0.255 scope global eth1
`,
    ip_route_show: '10.1.0.0/24 dev eth1 proto kernel scope link src 10.1.0.1\n',
    'iptables-nft-save': rules,
  };
  const files = Object.entries(texts).map(([path, text]) => ({ path, text }));
  const snapshot = readSnapshot([{ name: 'gw', files, diagnostics: [] }]);
  const network = indexNetwork(snapshot, buildTopology(snapshot));
  const answer = answerTrace(network, { from: 'gw', to: '10.1.0.9', proto: 'tcp', dport: 80 });
  if (answer.kind === 'problem') throw new Error(answer.message);
  return answer.trace.branches.map(
    ({ disposition, assumptions }) => `${disposition} if ${assumptions[0]}`,
  );
}

const FILTER = '*filter\n:INPUT ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n';
const NAT = '*nat\n:OUTPUT ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n';

test.each([
  [
    'rules that only nft can show',
    `# Table \`nat' is incompatible, use 'nft' tool.\n${FILTER}`,
    'rules of table nat at OUTPUT that were not captured neither stop nor change the packet',
  ],
  [
    'a DNAT that iptables-save could not write',
    `${NAT}-A OUTPUT -p tcp -m tcp --dport 80 -j DNAT [unsupported revision]\nCOMMIT\n${FILTER}`,
    'rule 1 of OUTPUT in nat lets it go on unchanged (-j DNAT is not understood)',
  ],
])('%s may translate, though nothing else wants connections tracked', (_what, rules, harmless) => {
  const [unchanged, ...others] = answersFor(rules);
  expect(unchanged).toBe(`leavesCapture if ${harmless}`);
  expect(others[0]).toMatch(/^undecided if /);
});
