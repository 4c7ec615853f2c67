import { type PolicyRule, parseIp, parsePrefix, type Route } from '@vethscope/model';
import { expect, test } from 'vitest';
import { policyRulesCsv, routesCsv } from './routesCsv.ts';

test('a route cell by cell, each way out of several', () => {
  const [to, one, other] = [parsePrefix('0.0.0.0/0'), parseIp('10.0.0.1'), parseIp('10.0.0.2')];
  if (to === undefined || one === undefined || other === undefined) throw new Error('no addresses');
  const route: Route = {
    ...{ family: 4, table: 'main', type: 'unicast', destination: to, protocol: 'static' },
    nexthops: [
      { via: one, device: 'eth0', weight: 2, flags: [] },
      { via: other, device: 'eth1', flags: ['onlink'] },
    ],
    ...{ metric: 100, flags: [], attributes: {}, evidence: { file: 'a', line: 5, endLine: 7 } },
  };
  expect(routesCsv([route])).toEqual([
    ['Table', 'Type', 'Destination', 'Next hop', 'Attributes', 'Source'],
    [
      ...[
        'main',
        'unicast',
        'default',
        'via 10.0.0.1 dev eth0 weight 2; via 10.0.0.2 dev eth1 onlink',
      ],
      ...['proto static metric 100', 'a:5'],
    ],
  ]);
});

test('policy rules in words, in the order asked', () => {
  const rule = (priority: number, table: string): PolicyRule => ({
    ...{ family: 4, priority, inverted: false, action: { kind: 'lookup', table } },
    ...{ evidence: { file: 'a', line: priority, endLine: priority } },
  });
  expect(policyRulesCsv([rule(1, 'local'), rule(2, 'main')])).toEqual([
    ['Priority', 'Rule', 'Source'],
    ['1', 'every packet: look up table local', 'a:1'],
    ['2', 'every packet: look up table main', 'a:2'],
  ]);
});
