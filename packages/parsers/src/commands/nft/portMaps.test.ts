import { readFileSync } from 'node:fs';
import { type NftTable, nftHostPorts } from '@vethscope/model';
import { describe, expect, test } from 'vitest';
import { parseNft } from './parse.ts';

/** The rules of `portmap_nftables.go` put into a kernel, with one of another hand. */
function textOf(name: string): string {
  const url = new URL(`./fixtures/portmap/debian12-nftables-1.0.6--${name}`, import.meta.url);
  return readFileSync(url, 'utf8');
}

function tablesIn(text: string): readonly NftTable[] {
  return parseNft(text, undefined, ['nft', 'list', 'ruleset']).records;
}

function portsIn(text: string, family = 'ip') {
  const table = tablesIn(text).find((one) => one.family === family);
  return table && nftHostPorts(table);
}

describe.each(['ruleset.txt', 'ruleset.json.txt'])('the table cni_hostport of %s', (file) => {
  const text = textOf(file);

  test('ports of one address come first', () => {
    const maps = portsIn(text)?.maps.map(
      ({ hostAddress = '*', hostPort, protocol, address, port }) =>
        `${hostAddress} ${hostPort}/${protocol} → ${address} ${port}`,
    );
    expect(maps).toEqual([
      '192.0.2.10 8443/tcp → 10.85.0.7 443',
      '* 8080/tcp → 10.85.0.7 80',
      '* 5353/udp → 10.85.0.8 53',
    ]);
  });

  test('whose packets are masqueraded is told by the pod’s address', () => {
    const masquerades = portsIn(text)?.maps.map((map) => map.masquerades);
    const its = ['10.85.0.7', '127.0.0.1'];
    expect(masquerades).toEqual([its, its, []]);
  });

  test('the comment is the sandbox', () => {
    expect(portsIn(text)?.maps[1]?.sandbox).toBe(
      '4f2b6f2f0c1d9a7e5b3c8d1e0f9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a',
    );
  });

  test('what the plugin would not write is told of', () => {
    const told = portsIn(text)?.notUnderstood.map(({ chain, rule }) => `${chain} ${rule.number}`);
    expect(told).toEqual(['hostports 3']);
  });

  test('of IPv6, too', () => {
    const [map] = portsIn(text, 'ip6')?.maps ?? [];
    expect(map).toMatchObject({ hostPort: 8080, address: 'fd00:85::7', port: 80 });
  });

  test('rules of which nothing asks are none', () => {
    const uncalled = text
      .replaceAll('jump hostports', 'accept')
      .replaceAll('"jump": {"target": "hostports"}', '"accept": null');
    expect(portsIn(uncalled)?.maps.map(({ hostPort }) => hostPort)).toEqual([8443]);
  });
});
