import type {
  ChainIndex,
  ChainNamer,
  EndpointPolicies,
  Id,
  PolicyJump,
  PolicyWay,
} from '@vethscope/model';

/** An interface that Calico guards, with what it is called and found by. */
export interface ListedEndpoint {
  readonly title: string;
  /** Its pod, where the name's hash proves which. */
  readonly subject: Id | undefined;
  readonly endpoint: EndpointPolicies;
  /** Lower case. */
  readonly text: string;
}

export type PolicyRow =
  | { readonly kind: 'endpoint'; readonly key: string; readonly listed: ListedEndpoint }
  /** Leads to what it is about. */
  | { readonly kind: 'subject'; readonly key: string; readonly listed: ListedEndpoint }
  | { readonly kind: 'way'; readonly key: string; readonly way: PolicyWay };

export function listEndpoints(
  endpoints: readonly EndpointPolicies[],
  index: ChainIndex,
  nameOf: ChainNamer,
): readonly ListedEndpoint[] {
  return endpoints.map((endpoint) => {
    const { ifname, of, ways } = endpoint;
    const chain = index.chain(ways[0]?.chain ?? '');
    const subject = chain && nameOf(chain)?.subject;
    const title =
      subject?.replace(/^pod\//, '') ??
      (of === 'host' ? `host endpoint on ${ifname}` : `workload on ${ifname}`);
    const policies = ways.flatMap(({ tiers, profiles }) => [
      ...tiers.flatMap((tier) => tier.policies),
      ...profiles,
    ]);
    const text = [title, ifname, ...policies.map((jump) => policyTitle(jump, index, nameOf))];
    return { title, subject, endpoint, text: text.join(' ').toLowerCase() };
  });
}

/** `policy default/web-from-clients, ingress` → `default/web-from-clients`. */
export function policyTitle(jump: PolicyJump, index: ChainIndex, nameOf: ChainNamer): string {
  const chain = index.chain(jump.chain);
  const title = chain && nameOf(chain)?.title;
  return (
    title?.replace(/^(?:policy|profile) /, '').replace(/, (?:ingress|egress)$/, '') ?? jump.chain
  );
}

/** Endpoints that fit the words, each open one with its directions below it. */
export function policyRows(
  endpoints: readonly ListedEndpoint[],
  open: ReadonlySet<string>,
  filter: string,
): readonly PolicyRow[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return endpoints
    .filter(({ text }) => words.every((word) => text.includes(word)))
    .flatMap((listed): readonly PolicyRow[] => {
      const { of, ifname, ways } = listed.endpoint;
      const key = `${of} ${ifname}`;
      const head = { kind: 'endpoint', key, listed } as const;
      if (!open.has(key)) return [head];
      const subject = { kind: 'subject', key: `${key} subject`, listed } as const;
      return [head, subject, ...ways.map((way) => ({ kind: 'way' as const, key: way.chain, way }))];
    });
}
