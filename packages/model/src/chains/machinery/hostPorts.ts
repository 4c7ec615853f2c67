import { readCniComment } from '../../kubernetes/cniNames.ts';
import type { Rule } from '../../snapshot/iptables.ts';
import { type ChainIndex, indexChains } from '../chainIndex.ts';
import { perTable } from '../perTable.ts';
import { markTaken, type PortMap, type PortMaps } from './portMaps.ts';
import {
  asksOnly,
  commentsOf,
  destinationHostOf,
  destinationPortOf,
  type RuleAt,
} from './ruleConditions.ts';

const DISPATCH = 'CNI-HOSTPORT-DNAT';
const OWN_CHAIN = /^CNI-(HOSTPORT-DNAT$|DN-)/;

/**
 * Reads the portmap plugin's chains of a nat table by structure: containernetworking/plugins,
 * `plugins/meta/portmap/portmap_iptables.go`.
 */
export const hostPorts = perTable((nat): PortMaps<RuleAt> => {
  const index = indexChains(nat);
  const understood = new Set<Rule>();
  const isCalled = index.referrers(DISPATCH).length > 0;
  const maps = isCalled ? readDispatch(index, understood) : [];
  const notUnderstood = nat.chains
    .filter(({ name }) => OWN_CHAIN.test(name))
    .flatMap(({ name, rules }) =>
      rules.flatMap((rule) => (understood.has(rule) ? [] : [{ chain: name, rule }])),
    );
  return { maps: markTaken(maps), notUnderstood };
});

type Found = Omit<PortMap<RuleAt>, 'isTaken'>;

/** `-p tcp -m comment --comment "dnat name: …" -m multiport --dports 8080,8443 -j CNI-DN-0a5fb6a7b2e0a1b2c3d4e`. */
function readDispatch(index: ChainIndex, understood: Set<Rule>): readonly Found[] {
  return (index.chain(DISPATCH)?.rules ?? []).flatMap((rule) => {
    const { target } = rule;
    const leads = target.kind === 'jump' && target.chain.startsWith('CNI-DN-');
    const chain = leads ? index.chain(target.chain) : undefined;
    if (!chain || !asksOnly(rule, 'protocol', 'port')) return [];
    understood.add(rule);
    return readMaps({ chain: DISPATCH, rule }, chain.name, chain.rules, understood);
  });
}

/** A pod's chain: who is to be masqueraded, then the DNAT, for each of its ports. */
function readMaps(
  entry: RuleAt,
  chain: string,
  rules: readonly Rule[],
  understood: Set<Rule>,
): readonly Found[] {
  const sandbox = commentsOf(entry.rule).map(readCniComment).find(Boolean)?.sandbox;
  let marks: RuleAt[] = [];
  const maps: Found[] = [];
  for (const rule of rules) {
    const hostPort = destinationPortOf(rule);
    if (hostPort === undefined || !lets(entry.rule, rule, hostPort)) continue;
    const at = { chain, rule };
    if (isMark(rule)) {
      marks.push(at);
      continue;
    }
    const to = destinationOf(rule);
    if (!to) continue;
    const its = marks.filter((mark) => isForSame(mark.rule, rule));
    marks = marks.filter((mark) => !its.includes(mark));
    for (const { rule: read } of [at, ...its]) understood.add(read);
    const hostAddress = destinationHostOf(rule);
    maps.push({
      ...{ protocol: to.protocol, hostPort, address: to.address, port: to.port, chain },
      ...(hostAddress !== undefined && { hostAddress }),
      ...(sandbox !== undefined && { sandbox }),
      masquerades: its.map(({ rule: { source } }) =>
        source.kind === 'in' ? source.prefix : 'all',
      ),
      rules: [at, ...its, entry],
    });
  }
  return maps;
}

/** Whether the rule that leads to the chain lets packets to this port come to it. */
function lets(entry: Rule, rule: Rule, hostPort: number): boolean {
  if (entry.protocol.kind === 'is' && protocolOf(entry) !== protocolOf(rule)) return false;
  return entry.matches.every(
    (match) =>
      match.kind !== 'multiport' ||
      match.ranges.some(({ from, to }) => from <= hostPort && hostPort <= to),
  );
}

function protocolOf({ protocol }: Rule): string | undefined {
  return protocol.kind === 'is' ? protocol.name : undefined;
}

/** `-s 10.85.0.0/16 -p tcp -m tcp --dport 8080 -j CNI-HOSTPORT-SETMARK`; kube-proxy's where asked for. */
function isMark(rule: Rule): boolean {
  const { target } = rule;
  return (
    target.kind === 'jump' &&
    (target.chain === 'CNI-HOSTPORT-SETMARK' || target.chain === 'KUBE-MARK-MASQ') &&
    asksOnly(rule, 'protocol', 'port', 'source', 'destination')
  );
}

/** `-d 192.0.2.10/32 -p tcp -m tcp --dport 8443 -j DNAT --to-destination 10.85.0.7:443`. */
function destinationOf(rule: Rule) {
  const { target, destination } = rule;
  const protocol = protocolOf(rule);
  if (target.kind !== 'dnat' || !asksOnly(rule, 'protocol', 'port', 'destination'))
    return undefined;
  if (destination.kind === 'in' && destinationHostOf(rule) === undefined) return undefined;
  const { from: address, to, ports } = target.to;
  if (address === undefined || to !== undefined || !ports || ports.from !== ports.to) {
    return undefined;
  }
  return protocol === undefined ? undefined : { protocol, address, port: ports.from };
}

function isForSame(mark: Rule, dnat: Rule): boolean {
  return (
    protocolOf(mark) === protocolOf(dnat) &&
    destinationPortOf(mark) === destinationPortOf(dnat) &&
    destinationHostOf(mark) === destinationHostOf(dnat)
  );
}
