import { readFileSync } from 'node:fs';
import { type NftTable, nftServices } from '@vethscope/model';
import { describe, expect, test } from 'vitest';
import { parseNft } from './parse.ts';

/** As nft prints what `pkg/proxy/nftables/proxier_test.go` expects, with one rule of somebody else. */
function listing(name: string): string {
  const url = new URL(`./fixtures/kube-proxy/debian12-nftables-1.0.6--${name}`, import.meta.url);
  return readFileSync(url, 'utf8');
}

const JSON_TEXT = listing('ruleset.json.txt');

function tableOf(text: string): NftTable {
  const [table] = parseNft(text, undefined, ['nft', 'list', 'ruleset']).records;
  if (!table) throw new Error('no table was read');
  return table;
}

describe.each(['ruleset.json.txt', 'ruleset.txt'])('kube-proxy’s table of %s', (file) => {
  const found = nftServices(tableOf(listing(file)));

  test('comes to service ports with the addresses that lead to them', () => {
    expect(
      found?.services.map(({ name, ways }) => [
        name,
        ways.map(({ address = '*', protocol, port }) => `${address} ${protocol} ${port}`),
      ]),
    ).toEqual([
      [{ namespace: 'ns1', name: 'svc1', port: 'p80' }, ['172.30.0.41 tcp 80']],
      [
        { namespace: 'ns2', name: 'svc2', port: '' },
        ['172.30.0.42 tcp 80', '192.168.99.22 tcp 80', '* tcp 3001'],
      ],
    ]);
  });

  test('each with its endpoints and their shares', () => {
    const endpoints = found?.services.map((service) =>
      service.endpoints.map(({ address, port, share }) => `${address}:${port} ${share}`),
    );
    expect(endpoints).toEqual([['10.180.0.1:80 0.5', '10.180.0.3:80 0.5'], ['10.180.0.2:80 1']]);
  });

  test('with masquerading, affinity and who may come in', () => {
    const [first, second] = found?.services ?? [];
    const others = { whose: 'ip saddr != 10.0.0.0/8' };
    expect(first).toMatchObject({ masquerades: [others], hasAffinity: false });
    expect(second).toMatchObject({
      masquerades: [
        others,
        { whose: 'fib saddr type local', chain: 'external-42NFTM6N-ns2/svc2/tcp/' },
      ],
      hasAffinity: true,
      firewall: ['ip saddr != 203.0.113.0/25 drop'],
    });
  });

  test('addresses with nothing behind them are refused', () => {
    const refused = found?.refused.map(({ kind, port, chain }) => `${kind} ${port} ${chain}`);
    expect(refused).toEqual(['address 80 reject-chain', 'nodePort 3004 drop']);
  });

  test('what kube-proxy would not write is told of', () => {
    const said = found?.notUnderstood.map(({ chain, rule }) => `${chain} ${rule.number}`);
    expect(said).toEqual(['external-42NFTM6N-ns2/svc2/tcp/ 4']);
    expect(found?.unreadElements).toEqual([]);
  });
});

describe('kube-proxy’s table of nftables', () => {
  test('chance with another number of endpoints than it has is not understood', () => {
    const services = nftServices(tableOf(JSON_TEXT.replace('"mod": 2', '"mod": 3')))?.services;
    expect(services?.[0]?.endpoints).toEqual([]);
  });

  test('without a rule that asks the map nobody knows where its addresses lead', () => {
    expect(
      nftServices(tableOf(JSON_TEXT.replace('"@service-ips"', '"@other-ips"'))),
    ).toBeUndefined();
  });
});
