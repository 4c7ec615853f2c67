import { describe, expect, it } from 'vitest';
import type { PolicyRule } from '../snapshot/route.ts';
import { at, ip, prefix } from '../testing/builders.ts';
import { askRule, type LookupFlow } from './askRule.ts';

const RULE: PolicyRule = {
  family: 4,
  priority: 100,
  inverted: false,
  action: { kind: 'lookup', table: '100' },
  evidence: at(1),
};
const ask = (more: Partial<PolicyRule>, flow: LookupFlow = {}) =>
  askRule({ ...RULE, ...more }, ip('10.1.2.3'), flow);

describe('askRule', () => {
  it.each<[string, Partial<PolicyRule>, LookupFlow, 'yes' | 'no' | 'unknown']>([
    ['nothing asked', {}, {}, 'yes'],
    ['from all', { from: prefix('0.0.0.0/0') }, {}, 'yes'],
    ['to it', { to: prefix('10.1.0.0/16') }, {}, 'yes'],
    ['to others', { to: prefix('10.2.0.0/16') }, {}, 'no'],
    ['from an unknown source', { from: prefix('10.5.0.0/16') }, {}, 'unknown'],
    ['from its source', { from: prefix('10.5.0.0/16') }, { source: ip('10.5.0.1') }, 'yes'],
    ['from another source', { from: prefix('10.5.0.0/16') }, { source: ip('10.6.0.1') }, 'no'],
    ['iif', { iif: 'cni0' }, { incoming: 'cni0' }, 'yes'],
    ['another iif', { iif: 'cni0' }, { incoming: 'lo' }, 'no'],
    ['a mark under its mask', { fwmark: { value: 0x40, mask: 0x40 } }, { mark: 0x4c }, 'yes'],
    ['no mark', { fwmark: { value: 0x40, mask: 0x40 } }, { mark: 0 }, 'no'],
    // What is refuted for sure stays so, whatever else is unknown.
    ['one no among unknowns', { to: prefix('10.2.0.0/16'), tos: '0x10' }, {}, 'no'],
    ['not to it', { to: prefix('10.1.0.0/16'), inverted: true }, {}, 'no'],
    ['not to others', { to: prefix('10.2.0.0/16'), inverted: true }, {}, 'yes'],
    ['not from unknown', { from: prefix('10.2.0.0/16'), inverted: true }, {}, 'unknown'],
    ['of a user', { uidRange: '1000-1000' }, {}, 'unknown'],
  ])('%s', (_, more, flow, answer) => {
    expect(ask(more, flow).answer).toBe(answer);
  });

  it('says what would have to be known', () => {
    expect(ask({ fwmark: { value: 1, mask: 0xffffffff }, oif: 'wg0' }).why).toEqual([
      'the packet mark',
      'the outgoing interface',
    ]);
  });
});
