import type { Evidence, Route } from '@vethscope/model';
import { familyWidth, prefixAddress, prefixLength } from '@vethscope/model';
import type { Namespace } from '@vethscope/trace';
import { unconditionalRules } from './unconditionalRules.ts';

export interface HiddenByOwnAddress {
  readonly route: Route;
  /** Interface that has the address itself. */
  readonly owner: string;
  /** The address, and the policy rule that leads to table `local` first. */
  readonly evidence: readonly Evidence[];
}

/** Routes to one address that the namespace has itself, by another interface. */
export function hiddenByOwnAddress(netns: Namespace): readonly HiddenByOwnAddress[] {
  const owners = new Map<string, { readonly name: string; readonly evidence: Evidence }>();
  for (const { name, addresses } of netns.facts.links) {
    for (const { prefix, evidence } of addresses) {
      owners.set(prefixAddress(prefix), { name, evidence });
    }
  }
  const locals = new Map(([4, 6] as const).map((family) => [family, localFirst(netns, family)]));
  return netns.facts.routes.flatMap((route) => {
    const { family, table, type, destination, protocol, nexthops } = route;
    const isHost = prefixLength(destination) === familyWidth(family);
    if (!isHost || type !== 'unicast' || table === 'local' || protocol === 'kernel') return [];
    const owner = owners.get(prefixAddress(destination));
    const rule = locals.get(family);
    const leadsElsewhere = nexthops.some(
      ({ device }) => device !== undefined && device !== 'lo' && device !== owner?.name,
    );
    if (!owner || !rule || !leadsElsewhere) return [];
    if (isAnycast(netns, owner.name, protocol)) return [];
    return [{ route, owner: owner.name, evidence: [owner.evidence, rule.evidence] }];
  });
}

/** An address of several nodes' loopbacks or dummies, which they announce to each other. */
function isAnycast({ interfaces }: Namespace, owner: string, protocol = ''): boolean {
  const type = interfaces.get(owner)?.type;
  return DAEMONS.has(protocol) && (type === 'loopback' || type === 'dummy');
}

/** iproute2, rt_protos. */
const DAEMONS: ReadonlySet<string> = new Set([
  ...['bird', 'bgp', 'zebra', 'ospf', 'isis', 'rip', 'babel', 'eigrp', 'openr'],
]);

/** `0: from all lookup local`, before any other. */
function localFirst(netns: Namespace, family: 4 | 6) {
  const first = unconditionalRules(netns, family)[0];
  const isLocal = first?.isFirst && first.table === 'local';
  return isLocal ? first.rule : undefined;
}
