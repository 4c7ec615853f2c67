import { expect, test } from 'vitest';
import { argumentsOfShow, readIpCommandLine } from './commandLine.ts';

test.each([
  ['ip -d link show', ['details'], undefined, 'link', ['show']],
  ['ip l', [], undefined, 'l', []],
  ['ip -details --statistics -s l sh', ['details', 'statistics'], undefined, 'l', ['sh']],
  ['ip -6 r s t all', [], 'inet6', 'r', ['s', 't', 'all']],
  ['ip -f inet -o addr', ['oneline'], 'inet', 'addr', []],
  ['ip -family inet6 -j -p a', ['json', 'pretty'], 'inet6', 'a', []],
  ['ip -br -c=always a', ['brief', 'other'], undefined, 'a', []],
  ['ip -rc 1048576 -h link', ['human'], undefined, 'link', []],
  ['busybox ip addr', [], undefined, 'addr', []],
])('%s', (command, options, family, object, args) => {
  const read = readIpCommandLine(command.split(' '));
  expect(read && { ...read, options: [...read.options] }).toEqual({
    options,
    ...(family !== undefined && { family }),
    object,
    args,
  });
});

test.each(['ip', 'ip -V', 'ip -b commands.txt', 'ip -d', 'ip --', 'ifconfig -a', 'ip -x link'])(
  '%s shows nothing',
  (command) => {
    expect(readIpCommandLine(command.split(' '))).toBeUndefined();
  },
);

test.each([
  ['', 'sh', []],
  ['show dev eth0', 'sh', ['dev', 'eth0']],
  ['sh', 'sh', []],
  ['ls', 'sh', []],
  ['lst', 'sh', []],
  ['l', 'sh', []],
  ['s', 's', []],
  // `ip link s` is `ip link set`.
  ['s', 'sh', undefined],
  ['set eth0 up', 's', undefined],
  ['add', 's', undefined],
  ['showing', 's', undefined],
] as const)('%j, told from other verbs by %s', (words, shortest, expected) => {
  expect(argumentsOfShow(words === '' ? [] : words.split(' '), shortest)).toEqual(expected);
});
