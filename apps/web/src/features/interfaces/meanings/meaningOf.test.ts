import { expect, test } from 'vitest';
import { meaningOf } from './meaningOf.ts';

test.each([
  ['link', 'qdisc', '', /queueing discipline/],
  ['link', 'num_tx_queues', '', /Queues to send by/],
  ['kind', 'forward_delay', 'bridge', /Hundredths of a second/],
  ['kind', 'id', 'vxlan', /^VNI/],
  ['kind', 'id', 'vlan', /^VLAN number/],
  ['kind', 'mode', 'macvtap', /on one parent/],
  ['port', 'no', 'bridge', /^Its number/],
  ['port', 'bridge_id', 'bridge', /leads from here to the root/],
  ['kind', 'bridge_id', 'bridge', /what spanning tree compares/],
  ['statistics', 'rx crc_errors', '', /wrong checksum/],
  ['function', 'vf 0', '', /SR-IOV/],
] as const)('%s %s of %j', (part, name, kind, words) => {
  expect(meaningOf({ part, name }, kind)).toMatch(words);
});

test.each([
  ['link', 'constructor', ''],
  ['kind', 'id', 'no-such-kind'],
  ['kind', 'toString', 'vxlan'],
  ['port', 'forward_delay', 'bridge'],
  ['statistics', 'rx unheard_of', ''],
] as const)('should not guess what %s %s of %j means', (part, name, kind) => {
  expect(meaningOf({ part, name }, kind)).toBeUndefined();
});
