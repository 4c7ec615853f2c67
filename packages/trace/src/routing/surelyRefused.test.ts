import { expect, test } from 'vitest';
import { readNetns } from '../testing/captures.ts';
import { packetOf } from '../testing/packets.ts';
import { surelyRefused } from './surelyRefused.ts';

const ADDR = `# ip addr
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq state UP group default qlen 1000
    inet 10.0.0.1/24 brd 10.0.0.255 scope global eth0
3: eth1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq state UP group default qlen 1000
    inet 10.1.0.1/24 brd 10.1.0.255 scope global eth1
# ip route
10.0.0.0/24 dev eth0 proto kernel scope link src 10.0.0.1
10.1.0.0/24 dev eth1 proto kernel scope link src 10.1.0.1
`;

function refusal(settings: string): string | undefined {
  const { network, netns } = readNetns('router', ADDR + settings);
  const inInterface = netns.interfaces.get('eth0');
  if (!inInterface) throw new Error('no eth0');
  const packet = packetOf('10.1.0.9', '10.0.0.1');
  const skb = { packet, mark: 0, inInterface, packetType: 'unicast' } as const;
  return surelyRefused(network, netns, skb)?.reason;
}

const rp = (value: number) =>
  `# sysctl net.ipv4.conf\nnet.ipv4.conf.all.rp_filter = 0\nnet.ipv4.conf.eth0.rp_filter = ${value}\n`;

test.each([
  ['strict', rp(1), 'the way back to 10.1.0.9 is eth1, not eth0 (rp_filter is strict)'],
  ['loose', rp(2), undefined],
  ['not captured: it may be strict', '', undefined],
])('rp_filter is %s', (_, settings, reason) => {
  expect(refusal(settings)).toBe(reason);
});
