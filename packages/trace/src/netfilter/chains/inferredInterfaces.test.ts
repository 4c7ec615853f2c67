import { formatRule } from '@vethscope/model';
import { expect, test } from 'vitest';
import { readNetns } from '../../testing/captures.ts';
import { inferInterfaces } from './inferredInterfaces.ts';

const HEADER = 'target     prot opt source               destination';

/** Of one rule of a listing: `-i cali+`, `any`; `unknown` where nothing follows. */
function inferred(table: 'filter' | 'nat' | 'raw', chain: string, rule: string): string {
  const { netns } = readNetns('n', {
    [`iptables_-t_${table}_-n_-L`]: `Chain ${chain} (1 references)\n${HEADER}\n${rule}\n`,
  });
  const [listed] = netns?.facts.iptables ?? [];
  const found = listed?.chains.find(({ name }) => name === chain);
  const [read] = found?.rules ?? [];
  if (!listed || !found || !read) throw new Error(`not read: ${rule}`);
  const interfaces = inferInterfaces(listed, found, read);
  if (!interfaces) return 'unknown';
  const { inInterface, outInterface } = interfaces;
  const words = formatRule({ ...read, inInterface, outInterface }).split(' ');
  const at = words.findIndex((word) => word === '-i' || word === '-o');
  return at < 0 ? 'any' : words.slice(at, at + 2).join(' ');
}

const ANYWHERE = '0    --  0.0.0.0/0            0.0.0.0/0           ';

test.each([
  // Calico 3.28, as iptables-save shows the same rules.
  [
    'filter',
    'cali-FORWARD',
    `cali-from-wl-dispatch ${ANYWHERE} /* cali:8ZoYfO5HKXWbB3pk */`,
    '-i cali+',
  ],
  [
    'filter',
    'cali-FORWARD',
    `cali-to-wl-dispatch ${ANYWHERE} /* cali:jdEuaPBe14V2hutn */`,
    '-o cali+',
  ],
  ['filter', 'cali-FORWARD', `cali-cidr-block ${ANYWHERE} /* cali:NOSxoaGx8OIstr1z */`, 'any'],
  [
    'filter',
    'cali-INPUT',
    `cali-wl-to-host ${ANYWHERE} [goto] /* cali:H03xYXARh4e8pwd4 */`,
    '-i cali+',
  ],
  [
    'filter',
    'cali-wl-to-host',
    `cali-from-wl-dispatch ${ANYWHERE} /* cali:Ee9Sbo10IpVujdIY */`,
    'any',
  ],
  ['filter', 'cali-OUTPUT', `RETURN ${ANYWHERE} /* cali:69FkRTJDvD5Vu6Vl */`, '-o cali+'],
  [
    ...(['filter', 'cali-from-wl-dispatch'] as const),
    `cali-fw-cali1dac8782bdb ${ANYWHERE} [goto] /* cali:aHK7yU_mJjLvN9P9 */`,
    '-i cali1dac8782bdb',
  ],
  [
    ...(['filter', 'cali-to-wl-dispatch'] as const),
    `cali-to-wl-dispatch-6 ${ANYWHERE} [goto] /* cali:KujuNK2hBy3nyojz */`,
    '-o cali6+',
  ],
  [
    ...(['filter', 'cali-to-wl-dispatch-6'] as const),
    `cali-tw-cali6945b3c77c1 ${ANYWHERE} [goto] /* cali:voCtztmwuL5cVC6K */`,
    '-o cali6945b3c77c1',
  ],
  [
    ...(['filter', 'cali-from-wl-dispatch'] as const),
    `DROP ${ANYWHERE} /* cali:CPCo32RHIaeTT15t */ /* Unknown interface */`,
    'any',
  ],
  [
    ...(['filter', 'cali-from-host-endpoint'] as const),
    `cali-fh-eth0 ${ANYWHERE} [goto] /* cali:CPCo32RHIaeTT15u */`,
    '-i eth0',
  ],
  // Which of the tunnels, the listing does not tell.
  [
    ...(['nat', 'cali-POSTROUTING'] as const),
    `MASQUERADE ${ANYWHERE} /* cali:e9dnSgSVNmIcpVhP */ ADDRTYPE match src-type LOCAL random-fully`,
    'unknown',
  ],
  [
    'raw',
    'cali-PREROUTING',
    `MARK ${ANYWHERE} /* cali:XFX5xbM8B9qR10JG */ MARK or 0x40000`,
    'unknown',
  ],
  // kube-proxy
  ['nat', 'PREROUTING', `KUBE-SERVICES ${ANYWHERE} /* kubernetes service portals */`, 'any'],
  ['nat', 'KUBE-POSTROUTING', `RETURN ${ANYWHERE} mark match ! 0x4000/0x4000`, 'any'],
  [
    ...(['nat', 'KUBE-SVC-TCOU7JCQXEZGVUNU'] as const),
    'KUBE-MARK-MASQ  17 -- !192.168.0.0/16 10.96.0.10 /* dns cluster IP */ udp dpt:53',
    'any',
  ],
  // Perhaps `! -i cbr0`: --detect-local-mode=BridgeInterface.
  [
    ...(['nat', 'KUBE-SVC-TCOU7JCQXEZGVUNU'] as const),
    'KUBE-MARK-MASQ  17 -- 0.0.0.0/0 10.96.0.10 /* dns cluster IP */ udp dpt:53',
    'unknown',
  ],
  // CNI's bridge plugin
  ['nat', 'CNI-0753f7d0856b570d6e276401', 'MASQUERADE  0 -- 0.0.0.0/0 !224.0.0.0/4', 'any'],
  // Somebody's own.
  ['filter', 'INPUT', `ACCEPT ${ANYWHERE}`, 'unknown'],
  ['filter', 'INPUT', `DROP ${ANYWHERE} /* cali: keep out */`, 'unknown'],
] as const)('%s %s: %s → %s', (table, chain, rule, expected) => {
  expect(inferred(table, chain, rule)).toBe(expected);
});

test('a rule that shows its interfaces, or has none, is left as it is', () => {
  const { netns } = readNetns('n', {
    'iptables-save':
      '*filter\n:cali-OUTPUT - [0:0]\n-A cali-OUTPUT -m comment --comment "cali:69FkRTJDvD5Vu6Vl" -j RETURN\nCOMMIT\n',
  });
  const [table] = netns?.facts.iptables ?? [];
  const chain = table?.chains.find(({ name }) => name === 'cali-OUTPUT');
  const [rule] = chain?.rules ?? [];
  expect(table && chain && rule && inferInterfaces(table, chain, rule)).toBeUndefined();
  expect(rule).toBeDefined();
});
