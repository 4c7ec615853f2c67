import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseLinks } from '../parse.ts';
import { type PrintedField, printedFields } from './printedFields.ts';

function printed(fixture: string, name: string): readonly PrintedField[] {
  const text = readFileSync(new URL(`../fixtures/${fixture}.txt`, import.meta.url), 'utf8');
  const { records } = parseLinks(text, { file: '-', firstLine: 1 }, ['ip', '-d', 'link']);
  const { evidence } = records.find((link) => link.name === name) ?? {};
  return evidence ? printedFields(text, { ...evidence, name }) : [];
}

function shown(fields: readonly PrintedField[], part: PrintedField['part']): readonly string[] {
  return fields
    .filter((field) => field.part === part)
    .map(({ name, value, line }) => `${line} ${name}${value === '' ? '' : ` = ${value}`}`);
}

describe('of text', () => {
  test('a bridge port: what its master has noted of it, then the link again', () => {
    const fields = printed('debian12-iproute2-6.1--d-link-bridge-port', 'veth1');
    expect(shown(fields, 'kind')).toEqual(['3 kind = veth']);
    const port = shown(fields, 'port');
    expect(port.slice(0, 5)).toEqual([
      '4 kind = bridge',
      '4 state = forwarding',
      '4 priority = 32',
      '4 cost = 2',
      '4 hairpin = off',
    ]);
    expect(port).toContain('4 hold_timer = 0.00');
    expect(port.at(-1)).toBe('4 locked = off');
    expect(shown(fields, 'link')).toEqual([
      '1 ifindex = 4',
      '1 ifname = veth1@if2',
      '1 flags = BROADCAST MULTICAST UP LOWER_UP',
      '1 mtu = 1500',
      '1 qdisc = noqueue',
      '1 master = cni0',
      '1 state = UP',
      '1 mode = DEFAULT',
      '1 group = default',
      '1 qlen = 1000',
      '2 link = ether',
      '2 address = 02:00:00:00:00:11',
      '2 brd = ff:ff:ff:ff:ff:ff',
      '2 link-netns = vf-pod',
      '2 promiscuity = 1',
      '2 allmulti = 1',
      '2 minmtu = 68',
      '2 maxmtu = 65535',
      '4 addrgenmode = eui64',
      '4 numtxqueues = 2',
      '4 numrxqueues = 2',
      '4 gso_max_size = 65536',
      '4 gso_max_segs = 65535',
      '4 tso_max_size = 524280',
      '4 tso_max_segs = 65535',
      '4 gro_max_size = 65536',
    ]);
  });

  test.each([
    [
      'debian12-iproute2-6.1--d-link-vxlan',
      'vx-external',
      [
        '12 kind = vxlan',
        '12 external',
        '12 id = 0',
        '12 srcport = 0 0',
        '12 dstport = 4790',
        '12 nolearning',
        '12 ttl = auto',
        '12 ageing = 300',
        '12 udpcsum',
        '12 noudp6zerocsumtx',
        '12 noudp6zerocsumrx',
      ],
    ],
    [
      'upstream-source--d-link-bond-vlan-vrf',
      'bond0.5',
      [
        '9 kind = vlan',
        '9 protocol = 802.1Q',
        '9 id = 5',
        '9 flags = REORDER_HDR GVRP',
        '10 ingress-qos-map = { 1:2 }',
        '11 egress-qos-map = { 2:3 }',
      ],
    ],
    [
      'upstream-source--d-link-bond-vlan-vrf',
      'ipvl0',
      ['18 kind = ipvlan', '18 mode = l3s', '18 private'],
    ],
    // Of kinds that are not read, nobody can tell names from values.
    [
      'upstream-source--d-link-unmodelled',
      'lxc1a2b',
      ['3 kind = netkit', '3 details = mode l3 type primary policy forward scrub none'],
    ],
  ])('%s: %s', (fixture, name, expected) => {
    expect(shown(printed(fixture, name), 'kind')).toEqual(expected);
  });

  test('counters by the names that JSON has for them, also with -s -s', () => {
    const fields = printed('debian12-iproute2-6.1--s-s-d-link-veth-same-netns', 'left');
    const counters = shown(fields, 'statistics');
    expect(counters.slice(0, 6)).toEqual([
      '6 rx bytes = 930',
      '6 rx packets = 11',
      '6 rx errors = 0',
      '6 rx dropped = 0',
      '6 rx missed_errors = 0',
      '6 rx multicast = 0',
    ]);
    expect(counters).toContain('8 rx crc_errors = 0');
    expect(counters.at(-1)).toBe('12 tx carrier_changes = 2');
    expect(shown(fields, 'link')).toContain('4 alias = to rack 4, "A" side');
    expect(shown(fields, 'link')).toContain('13 altname = enp0s1');
  });

  test('joined by backslashes, with -o', () => {
    const oneline = printed('debian12-iproute2-6.1--o-s-d-link', 'left');
    expect(oneline.every(({ line }) => line === 1)).toBe(true);
    expect(oneline.find(({ name }) => name === 'tx packets')?.value).toBe('20');
  });

  test('SR-IOV functions with counters of their own', () => {
    const fields = printed('upstream-source--s-link-xdp-vf', 'ens1f0');
    expect(shown(fields, 'link')).toContain('1 xdpgeneric');
    expect(shown(fields, 'link')).toContain(
      '3 prog/xdp = id 789 name xdp_drop_func tag 57cd311f2e27366b jited',
    );
    const functions = shown(fields, 'function');
    expect(functions[0]).toMatch(/^8 vf 0 = link\/ether 02:00:00:00:00:01 .* query_rss off$/);
    expect(functions).toContain('10 vf 0 rx bytes = 77');
    expect(functions.at(-1)).toMatch(/^13 vf 1 = /);
    expect(shown(fields, 'statistics').at(-1)).toBe('7 tx collisions = 0');
  });

  test('should not take addresses for fields', () => {
    const fields = printed('debian12-iproute2-6.1--d-s-addr', 'lo');
    expect(fields.length).toBeGreaterThan(10);
    expect(fields.filter(({ name }) => /inet|valid/.test(name))).toEqual([]);
  });
});

describe('of JSON', () => {
  test('a bridge port, each field with its line', () => {
    const fields = printed('debian12-iproute2-6.1--j-d-link-bridge-port', 'veth1');
    expect(shown(fields, 'kind')).toEqual(['22 kind = veth']);
    const port = shown(fields, 'port');
    expect(port.slice(0, 3)).toEqual([
      '23 kind = bridge',
      '25 state = forwarding',
      '26 priority = 32',
    ]);
    expect(port.at(-1)).toBe('56 locked = false');
    expect(shown(fields, 'link')).toContain('5 flags = BROADCAST MULTICAST UP LOWER_UP');
    expect(shown(fields, 'link').at(-1)).toBe('66 gro_max_size = 65536');
  });

  test('counters', () => {
    const fields = printed('debian12-iproute2-6.1--j-s-s-d-link-veth-same-netns', 'left');
    const counters = shown(fields, 'statistics').map((field) => field.replace(/^\d+ /, ''));
    expect(counters).toContain('rx bytes = 930');
    expect(counters).toContain('tx carrier_changes = 2');
  });

  test('one link of many on a single line, and what is nested', () => {
    const fields = printed('upstream-source--j-link-xdp-vf', 'ens1f0');
    expect(shown(fields, 'link')).toContain('1 xdp.prog.name = xdp_drop_func');
    expect(shown(fields, 'function')[1]).toContain('1 vf 1 = link_type ether, address 02:');
  });
});

test('a link that does not stand on these lines has no fields', () => {
  expect(printedFields('1: lo: <UP> mtu 65536', { line: 1, endLine: 1, name: 'eth0' })).toEqual([]);
  expect(printedFields('[{"ifname":"lo"', { line: 1, endLine: 1, name: 'lo' })).toEqual([]);
});
