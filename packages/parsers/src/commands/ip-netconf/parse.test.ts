import { expect, test } from 'vitest';
import { testFixturePairs } from '../../testing/fixturePairs.ts';
import { ipNetconf } from './command.ts';
import { parseNetconf } from './parse.ts';

testFixturePairs(new URL('./fixtures/', import.meta.url), (text) => parseNetconf(text));

test.each([
  ['ip netconf', true],
  ['ip -d netconf show', true],
  ['ip -4 netc', false],
  ['ip netns', false],
])('%s: %s', (command, isIts) => {
  expect(ipNetconf.accepts(command.split(' '))).toBe(isIts);
});

test.each([
  'inet eth0 forwarding perhaps ',
  'inet eth0 forwarding on rp_filter ',
  'inet eth0',
  'inet eth0 input off ',
  'inet5 eth0 forwarding on ',
])('should not understand %s', (line) => {
  expect(parseNetconf(line)).toMatchObject({ records: [], coverage: { unrecognized: 1 } });
});

test.each([
  ['ip netconf', ['forwardingSysctls']],
  ['ip -d netconf show', ['forwardingSysctls']],
  ['ip -4 netconf', []],
  ['ip netconf show dev lo', []],
])('%s settles %j', (command, settled) => {
  const text = 'inet lo forwarding on ';
  const { facts } = ipNetconf.read(text, { file: '-', firstLine: 1 }, command.split(' '));
  expect(facts.captured).toEqual(settled);
});
