import { describe, expect, it } from 'vitest';
import { parseRouteQuestion } from './routeQuestion.ts';

describe('parseRouteQuestion', () => {
  it.each([
    ['10.96.0.10', { address: '10.96.0.10', flow: {} }],
    [' 2001:DB8::1 ', { address: '2001:db8::1', flow: {} }],
    [
      '10.96.0.10 from 10.85.0.4 iif cni0 mark 0x40',
      { address: '10.96.0.10', flow: { source: '10.85.0.4', incoming: 'cni0', mark: 64 } },
    ],
    ['10.96.0.10 mark 7', { address: '10.96.0.10', flow: { mark: 7 } }],
  ])('reads %s', (text, expected) => {
    expect(parseRouteQuestion(text)).toEqual(expected);
  });

  it.each([
    [''],
    ['10.96.0'],
    ['10.96.0.10 from'],
    ['10.96.0.10 from here'],
    ['10.96.0.10 mark 0x1ffffffff'],
    ['10.96.0.10 mark x'],
    ['10.96.0.10 oif eth0'],
  ])('should not read %j', (text) => {
    expect(parseRouteQuestion(text)).toBeUndefined();
  });
});
