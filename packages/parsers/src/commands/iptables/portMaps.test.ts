import { readFileSync } from 'node:fs';
import type { IptablesTable, PortMap, RuleAt } from '@vethscope/model';
import { hostPorts } from '@vethscope/model';
import { describe, expect, test } from 'vitest';
import { parseListing } from './list.ts';
import { parseSavedRules } from './save.ts';

/** The rules of `portmap_iptables.go` put into a kernel, with some of another hand. */
function textOf(name: string): string {
  const url = new URL(
    `./fixtures/portmap/debian12-iptables-nft-1.8.9--${name}.txt`,
    import.meta.url,
  );
  return readFileSync(url, 'utf8');
}

function savedIn(text: string, command = 'iptables-save'): IptablesTable {
  const [table] = parseSavedRules(text, { file: 'save', firstLine: 1 }, [command]).records;
  if (!table) throw new Error('no table');
  return table;
}

const SAVED = textOf('save');
const wordsOf = ({ protocol, hostAddress = '*', hostPort, address, port }: PortMap<RuleAt>) =>
  `${hostAddress} ${hostPort}/${protocol} → ${address} ${port}`;

describe('the port maps of a nat table', () => {
  test('are listed in the order in which packets meet them', () => {
    expect(hostPorts(savedIn(SAVED)).maps.map(wordsOf)).toEqual([
      '* 8080/tcp → 10.85.0.8 80',
      '* 5353/udp → 10.85.0.8 53',
      '* 8080/tcp → 10.85.0.7 80',
      '192.0.2.10 8443/tcp → 10.85.0.7 443',
    ]);
  });

  test('one that another takes all packets from is told of', () => {
    const taken = hostPorts(savedIn(SAVED)).maps.filter(({ isTaken }) => isTaken);
    expect(taken.map(wordsOf)).toEqual(['* 8080/tcp → 10.85.0.7 80']);
  });

  test('with whose packets are masqueraded, the sandbox and the rules that say so', () => {
    const [map] = hostPorts(savedIn(SAVED)).maps;
    expect(map).toMatchObject({
      masquerades: ['10.85.0.0/16', '127.0.0.1/32'],
      sandbox: 'a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90',
      chain: 'CNI-DN-1c2d3e4f5a6b7c8d9e0f1',
    });
    expect(map?.rules.map(({ chain, rule }) => `${chain} ${rule.number}`)).toEqual([
      'CNI-DN-1c2d3e4f5a6b7c8d9e0f1 6',
      'CNI-DN-1c2d3e4f5a6b7c8d9e0f1 4',
      'CNI-DN-1c2d3e4f5a6b7c8d9e0f1 5',
      'CNI-HOSTPORT-DNAT 1',
    ]);
  });

  test('what the plugin would not write, and what nothing leads to, is told of', () => {
    const told = hostPorts(savedIn(SAVED)).notUnderstood;
    expect(told.map(({ chain, rule }) => `${chain} ${rule.number}`)).toEqual([
      'CNI-DN-0a5fb6a7b2e0a1b2c3d4e 7',
      'CNI-DN-99aabbccddeeff0011223 1',
      'CNI-DN-99aabbccddeeff0011223 2',
      'CNI-DN-99aabbccddeeff0011223 3',
    ]);
  });

  test('a port that the rule before the chain does not ask for is none', () => {
    const { maps } = hostPorts(savedIn(SAVED.replace('--dports 8080,8443', '--dports 8080')));
    expect(maps.map(({ hostPort }) => hostPort)).toEqual([8080, 5353, 8080]);
  });

  test('a rule before the chain that asks for more is not understood', () => {
    const asked = SAVED.replace(
      '-A CNI-HOSTPORT-DNAT -p udp',
      '-A CNI-HOSTPORT-DNAT -i eth0 -p udp',
    );
    const { maps, notUnderstood } = hostPorts(savedIn(asked));
    expect(maps.map(({ protocol }) => protocol)).toEqual(['tcp', 'tcp', 'tcp']);
    expect(notUnderstood.map(({ chain }) => chain)).toContain('CNI-HOSTPORT-DNAT');
  });

  test('without a rule that leads to them there are none', () => {
    const lonely = SAVED.replaceAll(/^.*--dst-type LOCAL.*\n/gm, '');
    expect(hostPorts(savedIn(lonely))).toMatchObject({ maps: [] });
  });

  test('a listing tells the same as what was saved', () => {
    const argv = ['iptables', '-t', 'nat', '-n', '-L'];
    const origin = { file: 'list', firstLine: 1 };
    const [table] = parseListing(textOf('list'), origin, argv).records;
    expect(table && hostPorts(table).maps.map(wordsOf)).toEqual(
      hostPorts(savedIn(SAVED)).maps.map(wordsOf),
    );
  });

  test('of IPv6, too', () => {
    const { maps, notUnderstood } = hostPorts(savedIn(textOf('save6'), 'ip6tables-save'));
    expect(maps.map(wordsOf)).toEqual(['* 8080/tcp → fd00:85::7 80']);
    expect(notUnderstood).toEqual([]);
  });
});
