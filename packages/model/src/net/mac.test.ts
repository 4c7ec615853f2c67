import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMac } from './mac.ts';

test.each([
  ['ee:ee:ee:ee:ee:ee', 'ee:ee:ee:ee:ee:ee'],
  ['00:00:00:00:00:00', '00:00:00:00:00:00'],
  ['66:F1:0A:00:BC:09', '66:f1:0a:00:bc:09'],
  ['66-F1-0A-00-BC-09', '66:f1:0a:00:bc:09'],
])('%s is %s', (text, mac) => {
  expect(parseMac(text)).toBe(mac);
});

test.each([
  '',
  'eth0',
  '6:6:6:6:6:6',
  '66:f1:0a:00:bc',
  '66:f1:0a:00:bc:09:00',
  '66:f1:0a:00:bc:0g',
  '66:f1:0a:00:bc:09 ',
  '66f1.0a00.bc09',
  '66f10a00bc09',
  // A separator of each kind.
  '66:f1-0a:00-bc:09',
  // The link-layer addresses of tunnels and InfiniBand.
  '10.0.0.1',
  'fe80::1',
  '80:00:02:08:fe:80:00:00:00:00:00:00:f4:52:14:03:00:7b:cb:a1',
])('%j is none', (text) => {
  expect(parseMac(text)).toBeUndefined();
});

test('is the same however it was written', () => {
  const octets = fc.uint8Array({ minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(octets, fc.constantFrom(':', '-'), fc.boolean(), (bytes, separator, isUpper) => {
      const text = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(separator);
      const read = parseMac(isUpper ? text.toUpperCase() : text);
      expect(read?.split(':').map((octet) => Number.parseInt(octet, 16))).toEqual([...bytes]);
    }),
    { seed: 1, numRuns: 200 },
  );
});
