import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseMonitorLine } from './monitorLine.ts';

// `ip -o monitor label all-nsid link address route rule neigh nsid` in a namespace of its own, while
// a rule, a namespace with a veth, addresses, a bridge and some traffic came and went.
const recorded = readFileSync(
  join(import.meta.dirname, 'fixtures', 'debian12-iproute2-6.1--all-nsid.txt'),
  'utf8',
)
  .trimEnd()
  .split('\n');

describe('parseMonitorLine', () => {
  test.each([
    [
      '[nsid current][LINK]2: v1@if2: <BROADCAST,MULTICAST> mtu 1500 qdisc noop state DOWN group default \\    link/ether 72:08:18:fe:dc:c6 brd ff:ff:ff:ff:ff:ff link-netns p1',
      { kind: 'link', nsid: 'own' },
    ],
    [
      '[nsid 0][ADDR]2: v1    inet 10.0.0.2/24 scope global eth0\\       valid_lft forever preferred_lft forever',
      { kind: 'address', nsid: 0 },
    ],
    [
      '[nsid current][ROUTE]Deleted 10.0.0.0/24 dev v1 proto kernel scope link src 10.0.0.1 ',
      { kind: 'route', nsid: 'own' },
    ],
    ['[nsid current][RULE]32765:\tfrom 2001:db8::/32 lookup 9', { kind: 'rule', nsid: 'own' }],
    ['[nsid current][NSID]nsid 0 (iproute2 netns name: p1)', { kind: 'namespaces', nsid: 0 }],
    // A bridge's own FDB entry, and a configured neighbour.
    [
      '[nsid current][NEIGH]dev br0 lladdr f6:87:e6:00:69:f4 PERMANENT ',
      { kind: 'neighbor', nsid: 'own' },
    ],
    [
      '[nsid 12][NEIGH]10.0.0.77 dev v1 lladdr 02:00:00:00:00:09 PERMANENT ',
      { kind: 'neighbor', nsid: 12 },
    ],
    [
      '[nsid current][NEIGH]dev v1 lladdr 02:00:00:00:00:01 NOARP ',
      { kind: 'neighbor', nsid: 'own' },
    ],
    ['[nsid 0][NETCONF]inet v1 forwarding on ', { kind: 'setting', nsid: 0 }],
    // Without all-nsid there is no id.
    ['[RULE]32765:\tfrom all fwmark 0x1 lookup 5', { kind: 'rule', nsid: 'own' }],
  ])('%s', (line, event) => {
    expect(parseMonitorLine(line)).toEqual(event);
  });

  test.each([
    '[nsid current][NEIGH]10.0.0.2 dev v1 lladdr 8e:2f:af:9b:b6:72 STALE ',
    '[nsid 0][NEIGH]10.0.0.1 dev v1 lladdr 72:08:18:fe:dc:c6 REACHABLE ',
    '[nsid current][NEIGH]Deleted 10.0.0.9 dev v1 FAILED ',
    '[nsid current][NEIGH]Deleted ff02::16 dev v1 lladdr 33:33:00:00:00:16 NOARP ',
    // What a bridge learned.
    '[nsid current][NEIGH]dev v1 lladdr 8e:2f:af:9b:b6:72 REACHABLE ',
    '[nsid current][PREFIX]prefix fe80::/64dev v1 onlink autoconf valid 86400 preferred 14400',
    'Timestamp: Tue Nov 24 18:37:21 2026 1234 usec',
    '',
    '[nsid',
  ])('no reason to look again: %s', (line) => {
    expect(parseMonitorLine(line)).toBeUndefined();
  });

  test('knows every line of a real recording, and passes over what traffic alone did', () => {
    const passedOver = recorded.filter((line) => parseMonitorLine(line) === undefined);
    expect(passedOver.every((line) => line.includes('[NEIGH]'))).toBe(true);
    // ARP of 10.0.0.1, .2 and .9 through v1 and br0, and the MAC address that br0 learned.
    expect(passedOver).toHaveLength(8);
  });
});
