import { parseIp, parsePrefix, type Route } from '@vethscope/model';
import { expect, test } from 'vitest';
import { routesCsv } from './routesCsv.ts';

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
