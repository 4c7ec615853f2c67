import type { NftChain, NftHook, NftSet, NftTable } from '@vethscope/model';

export type NftRow =
  | { readonly kind: 'chain'; readonly key: string; readonly chain: NftChain }
  | { readonly kind: 'set'; readonly key: string; readonly set: NftSet };

/** In the order of a packet's way: nf_hooks, `enum nf_inet_hooks`, those of a device around them. */
const HOOKS: readonly NftHook[] = [
  'ingress',
  'prerouting',
  'input',
  'forward',
  'output',
  'postrouting',
  'egress',
];

/** Base chains by hook and priority before the others; what fits all words of the filter. */
export function nftRows(table: NftTable, filter: string): readonly NftRow[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (text: string) => words.every((word) => text.toLowerCase().includes(word));
  return [
    ...[...(table.chains ?? [])]
      .sort((a, b) => place(a) - place(b) || priority(a) - priority(b))
      .filter((chain) => fits(chainText(chain)))
      .map((chain) => ({ kind: 'chain' as const, key: `chain ${chain.name}`, chain })),
    ...(table.sets ?? [])
      .filter(({ name, elements }) => fits(`@${name} ${elements.join(' ')}`))
      .map((set) => ({ kind: 'set' as const, key: `set ${set.name}`, set })),
  ];
}

function place({ base }: NftChain): number {
  return base ? HOOKS.indexOf(base.hook) : HOOKS.length;
}

function priority({ base }: NftChain): number {
  return base?.priority ?? 0;
}

function chainText({ name, base, rules }: NftChain): string {
  const texts = rules.flatMap(({ statements = [], comment = '' }) => [
    ...statements.map(({ text }) => text),
    comment,
  ]);
  return [name, base?.hook ?? '', ...texts].join(' ');
}
