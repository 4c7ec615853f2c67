import type { Reach } from '@vethscope/trace';
import { expect, test } from 'vitest';
import type { Sender, Target } from './matrixAxes.ts';
import { matrixCsv } from './matrixCsv.ts';

const SENDERS: readonly Sender[] = [
  { group: 'shop', title: 'cart', from: 'shop/cart' },
  { group: 'shop', title: 'till', from: 'shop/till' },
];
const TARGETS: readonly Target[] = [
  {
    ...{ group: 'kube-system', title: 'kube-dns 53/udp' },
    request: { to: 'kube-system/kube-dns', proto: 'udp', dport: 53 },
  },
  { group: 'shop', title: 'cart', request: { to: 'shop/cart', proto: 'icmp' } },
];

test('a line for each pair, row by row', () => {
  const known = new Map<string, Reach>([
    ['shop/cart kube-system/kube-dns', { kind: 'answer', disposition: 'dropped' }],
    ['shop/till shop/cart', { kind: 'problem', message: 'till has no address' }],
  ]);
  const csv = matrixCsv(SENDERS, TARGETS, ({ from }, { request }) =>
    known.get(`${from} ${request.to}`),
  );
  expect(csv).toEqual([
    ['From', 'To', 'Outcome', 'Why'],
    ['shop/cart', 'kube-system/kube-dns 53/udp', 'dropped', ''],
    ['shop/cart', 'shop/cart icmp', 'not worked out yet', ''],
    ['shop/till', 'kube-system/kube-dns 53/udp', 'not worked out yet', ''],
    ['shop/till', 'shop/cart icmp', 'cannot be asked', 'till has no address'],
  ]);
});
