import { expect, it } from 'vitest';
import { route } from '../testing/builders.ts';
import { countDeadEnds } from './deadEnds.ts';

it('counts the routes that let nothing through, by kind', () => {
  const routes = [
    route('10.0.0.0/8', { type: 'prohibit' }),
    route('10.1.0.0/16', { type: 'blackhole' }),
    route('10.2.0.0/16', { type: 'blackhole' }),
    // The look-up goes on behind a throw route: nothing ends there.
    route('10.3.0.0/16', { type: 'throw' }),
    route('default via 172.16.0.254 dev eth0'),
  ];
  expect(countDeadEnds(routes)).toEqual([
    { type: 'blackhole', count: 2 },
    { type: 'prohibit', count: 1 },
  ]);
});
