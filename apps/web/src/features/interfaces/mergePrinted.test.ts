import { expect, test } from 'vitest';
import { mergePrinted } from './mergePrinted.ts';

const LINK = `2: eth0: <UP> mtu 1500 qdisc mq
    link/ether 02:00:00:00:00:01 brd ff:ff:ff:ff:ff:ff promiscuity 0
    altname enp0s1
    altname ens1`;
const ADDR = `1: lo: <UP> mtu 65536
2: eth0: <UP> mtu 1500 qdisc mq state UP
    link/ether 02:00:00:00:00:01 brd ff:ff:ff:ff:ff:ff
    inet 10.0.0.1/24 scope global eth0`;

test('says what both outputs print once, and what only one prints, with its line', () => {
  const fields = mergePrinted(
    'eth0',
    [
      { file: 'link', line: 1, endLine: 4 },
      { file: 'addr', line: 2, endLine: 4 },
      { file: 'gone', line: 1, endLine: 1 },
    ],
    (file) => (file === 'link' ? LINK : file === 'addr' ? ADDR : undefined),
  );
  expect(fields.map(({ name, value }) => `${name} ${value}`)).toEqual([
    'ifindex 2',
    'ifname eth0',
    'flags UP',
    'mtu 1500',
    'qdisc mq',
    'link ether',
    'address 02:00:00:00:00:01',
    'brd ff:ff:ff:ff:ff:ff',
    'promiscuity 0',
    'altname enp0s1',
    'altname ens1',
    'state UP',
  ]);
  expect(fields.at(-1)?.evidence).toEqual({ file: 'addr', line: 2, endLine: 2 });
  expect(fields.find(({ name }) => name === 'promiscuity')?.evidence.line).toBe(2);
});
