import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ipLink } from './command.ts';

function fixture(name: string): string {
  return readFileSync(new URL(`./fixtures/${name}.txt`, import.meta.url), 'utf8');
}

function settled(command: string, text: string) {
  return ipLink.read(text, { file: '-', firstLine: 1 }, command.split(' ')).facts.captured;
}

test.each([
  ['ip link', true],
  ['ip l', true],
  ['ip -d link show', true],
  ['ip -details l sh', true],
  ['ip -s -d link ls dev eth0', true],
  ['ip -s -s l l', true],
  ['ip a', true],
  ['ip addr', true],
  ['ip address show up', true],
  ['ip a s', true],
  ['ip -j -p -d addr', true],
  ['ip -br a', true],
  ['ip -4 -o addr list', true],
  ['busybox ip addr', true],
  ['ip link set eth0 up', false],
  ['ip l s eth0 up', false],
  ['ip addr add 10.0.0.1/24 dev eth0', false],
  ['ip addr flush dev eth0', false],
  ['ip addrlabel', false],
  ['ip route', false],
  ['ip l2tp show', false],
  ['ip netns', false],
  ['ip', false],
  ['bridge link', false],
])('%s is ours: %s', (command, expected) => {
  expect(ipLink.accepts(command.split(' '))).toBe(expected);
});

describe('what a listing settles', () => {
  const ADDR = fixture('sample-calico--host-addr');
  const LINK = fixture('sample-calico--host-d-link');

  test.each([
    ['ip -d link show', LINK, ['links']],
    ['ip addr show', ADDR, ['links', 'addresses']],
    ['ip -o addr', '1: lo    inet 127.0.0.1/8 scope host lo', ['addresses']],
    // Leaves out the links without an IPv4 address.
    ['ip -4 addr', ADDR, []],
    ['ip -6 addr', ADDR, []],
    ['ip -4 link', LINK, ['links']],
    ['ip link show type veth', LINK, []],
    ['ip link show dev eth0', LINK, []],
    ['ip addr show up', ADDR, []],
    // Every namespace has its loopback.
    ['ip addr', ADDR.slice(ADDR.indexOf('2: eth0')), []],
    ['ip link', '', []],
    ['ip -br link', 'lo UNKNOWN 00:00:00:00:00:00 <LOOPBACK,UP,LOWER_UP>', []],
  ])('%s', (command, text, captured) => {
    expect(settled(command, text)).toEqual(captured);
  });

  test('JSON that is cut off settles nothing, and keeps what it has', () => {
    const whole = '[{"ifindex":1,"ifname":"lo"},{"ifindex":2,"ifname":"eth0"}]';
    expect(settled('ip -j link', whole)).toEqual(['links']);
    expect(settled('ip -j link', whole.slice(0, -5))).toEqual([]);
    expect(ipLink.read(whole.slice(0, -5), { file: '-', firstLine: 1 }, []).records).toBe(1);
  });
});

describe('an unlabelled text', () => {
  test.each([
    ['sample-calico--host-d-link', 'ip -d link'],
    ['sample-calico--host-addr', 'ip addr'],
    ['debian12-busybox-1.35--addr', 'ip addr'],
    ['debian12-iproute2-6.1--4-addr', 'ip -4 addr'],
    ['debian12-iproute2-6.1--6-addr-name-of-another', 'ip -6 addr'],
    ['debian12-iproute2-6.1--o-addr', 'ip -o addr'],
    ['debian12-iproute2-6.1--j-addr-forms', 'ip -j addr'],
    ['debian12-iproute2-6.1--j-6-addr-name-of-another', 'ip -j -6 addr'],
    ['debian12-iproute2-6.1--j-d-link-vxlan', 'ip -j link'],
  ])('%s explains itself as `%s`', (name, argv) => {
    const text = fixture(name);
    expect(ipLink.recognizes(text)?.join(' ')).toBe(argv);
    expect(ipLink.recognizes(`Error: Peer netns reference is invalid.\n${text}`)?.join(' ')).toBe(
      argv,
    );
  });

  test.each([
    [''],
    ['5: veth1@if2: <BROADCAST,UP> mtu 1500 master cni0 state forwarding priority 32 cost 2'],
    ['[{"ifindex":5,"ifname":"veth1","flags":[],"mtu":1500,"master":"cni0","state":"forwarding"}]'],
    ['0: from all lookup local'],
    ['10.0.0.1 dev eth0 lladdr 02:00:00:00:00:01 REACHABLE'],
    ['Notes\n\n1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN'],
  ])('%j is none of ours', (text) => {
    expect(ipLink.recognizes(text)).toBeUndefined();
  });
});
