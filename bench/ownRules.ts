import type { CaptureFiles } from '@vethscope/parsers';

/**
 * A gateway with so many addresses and networks in one chain, as a blocklist makes them: each decides, and
 * each could be covered by any before it. Prefixes of 16 lengths; one in a hundred is covered.
 */
export function ownRules(count: number): CaptureFiles {
  const rules = Array.from({ length: count }, (_, i) => {
    const length = 17 + (i % 16);
    const address = `${1 + (i % 223)}.${(i >> 8) & 255}.${length < 24 ? 0 : i & 255}.0`;
    return i % 100 === 99
      ? '-A FORWARD -s 1.0.0.0/24 -p tcp -m tcp --dport 25 -j ACCEPT'
      : `-A FORWARD -s ${address}/${length} -j DROP`;
  });
  const text = ['*filter', ':FORWARD ACCEPT [0:0]', ...rules, 'COMMIT', ''].join('\n');
  return { name: 'gateway', files: [{ path: 'iptables-save.txt', text }], diagnostics: [] };
}
