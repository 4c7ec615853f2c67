import { type Id, netnsId } from '@vethscope/model';
import type { Hop, Step } from '@vethscope/trace';
import { ip, packet, rule } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import { chainsOf, storyRows } from './storyRows.ts';

const none = { evidence: [] } as const;
const eth0 = 'if/n1/host/eth0' as Id;

/** A pod's DNS question as the host sees it. */
const STEPS: readonly Step[] = [
  { kind: 'ingress', interface: eth0, name: 'cali1', ...none },
  { kind: 'policy', family: 4, table: 'raw', chain: 'PREROUTING', verdict: 'accept', ...none },
  { kind: 'conntrack', state: 'NEW', ...none },
  rule('nat PREROUTING 1', 'jump KUBE-SERVICES', '-j KUBE-SERVICES'),
  rule('nat KUBE-SERVICES 7', 'jump KUBE-SVC-A', '-d 10.96.0.10/32 -j KUBE-SVC-A'),
  rule('nat KUBE-SEP-B 1', 'continue', '-j MARK --set-xmark 0x4000/0x4000', {
    effect: 'mark 0x0 → 0x4000',
  }),
  rule('nat KUBE-SEP-B 2', 'accept', '-j DNAT --to-destination 10.85.0.4:53'),
  {
    ...{ kind: 'nat', manip: 'destination', by: 'rule', ...none },
    ...{ from: { address: ip('10.96.0.10') }, to: { address: ip('10.85.0.4') } },
  },
  rule('filter FORWARD 1', 'return', '-j RETURN', { matched: 'assumed' }),
  { kind: 'policy', family: 4, table: 'filter', chain: 'FORWARD', verdict: 'accept', ...none },
  {
    kind: 'egress',
    interface: eth0,
    name: 'eth0',
    packet: packet('udp 10.0.0.1 > 10.0.0.2'),
    ...none,
  },
];
const HOP: Hop = { node: 'n1', netns: netnsId('n1', 'host'), steps: STEPS };

/** `6` is a step, `1-4` are told in one line. */
const told = (always: Parameters<typeof storyRows>[2]) =>
  storyRows(HOP, 0, always).map((row) =>
    row.kind === 'step'
      ? `${row.placed.place.step}`
      : `${row.steps[0]?.place.step}-${row.steps.at(-1)?.place.step}`,
  );

test('what changes the packet or may have ended it is told, the rest in one line', () => {
  expect(told([])).toEqual(['0', '1-4', '5', '6', '7', '8', '9-9', '10']);
});

test('what decided, and what is selected, is never hidden', () => {
  expect(told([{ hop: 0, step: 9 }, undefined])).toContain('9');
  expect(told([{ hop: 0, step: 2 }])).toEqual([
    '0',
    '1-1',
    '2',
    '3-4',
    '5',
    '6',
    '7',
    '8',
    '9-9',
    '10',
  ]);
  // A place of another namespace is none of this one.
  expect(told([{ hop: 1, step: 9 }])).toContain('9-9');
});

test('a mark that stays as it was is nothing to tell', () => {
  const cleared = rule('filter cali-FORWARD 1', 'continue', '-j MARK --set-xmark 0x0/0xe0000', {
    effect: 'mark 0x0 → 0x0',
  });
  expect(storyRows({ ...HOP, steps: [cleared] }, 0, [])[0]?.kind).toBe('quiet');
});

test('a jump of a listing that hides interfaces is told as any jump', () => {
  const jump = rule('nat OUTPUT 1', 'jump cali-OUTPUT', '-j cali-OUTPUT', { matched: 'assumed' });
  expect(storyRows({ ...HOP, steps: [jump] }, 0, [])[0]?.kind).toBe('quiet');
});

test('the one line names the chains, each once', () => {
  const quiet = storyRows(HOP, 0, []).find((row) => row.kind === 'quiet');
  expect(quiet?.kind === 'quiet' && chainsOf(quiet.steps)).toEqual(['PREROUTING', 'KUBE-SERVICES']);
});
