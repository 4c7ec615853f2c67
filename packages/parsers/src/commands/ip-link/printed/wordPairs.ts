/** A name and what stands behind it; a word that stands for itself has an empty value. */
export interface Pair {
  readonly name: string;
  readonly value: string;
}

/**
 * `mtu 1500 qdisc noqueue`, `srcport 0 0 nolearning`, `ingress-qos-map { 1:2 }`, `<REORDER_HDR>`:
 * names with their values, as `print_opt` of iproute2's iplink_*.c and link_*.c prints them.
 */
export function pairsOf(words: readonly string[]): readonly Pair[] {
  const pairs: Pair[] = [];
  let at = 0;
  while (at < words.length) {
    const name = words[at] ?? '';
    const length = valueLength(words, at);
    if (/^<.*>$/.test(name)) {
      pairs.push({ name: 'flags', value: name.slice(1, -1).replaceAll(',', ' ') });
    } else {
      pairs.push({ name, value: words.slice(at + 1, at + 1 + length).join(' ') });
    }
    at += 1 + length;
  }
  return pairs;
}

function valueLength(words: readonly string[], at: number): number {
  const [name = '', next] = [words[at], words[at + 1]];
  if (next === undefined) return 0;
  // `learning on` of a bridge's port, `learning` of a vxlan.
  if (ALONE.test(name) && next !== 'on' && next !== 'off') return 0;
  if (name === 'srcport') return 2;
  const closing = next.startsWith('{') ? '}' : next.startsWith('(') ? ')' : undefined;
  if (closing === undefined) return 1;
  const end = words.findIndex((word, i) => i > at && word.endsWith(closing));
  return end < 0 ? words.length - at - 1 : end - at;
}

/** Words without a value: ip-link(8), and `print_bool` in iproute2's iplink_*.c and link_*.c. */
const ALONE = new RegExp(
  `^(?:${[
    '<.*>|\\(.*|xdp(?:drv|generic|offload|multi)?|protodown',
    // vxlan, geneve
    '(?:no)?learning|proxy|rsc|l[23]miss|(?:no)?udpcsum|(?:no)?udp6zerocsum[rt]x|remcsum[rt]x',
    'gbp|gpe|external|vnifilter|(?:no)?localbypass|innerprotoinherit',
    // ipip, sit, ip6tnl, gre
    '(?:no)?pmtudisc|isatap|any|ipip|ip6ip|ip4ip6|ip6ip6|ipip6|mplsip|[io]?seq|[io]?csum',
    'ignore-df|(?:no)?encap-(?:csum6?|remcsum)|allow-localremote',
    // ipvlan, macvlan
    'bridge|private|vepa|nopromisc|nodst',
  ].join('|')})$`,
);
