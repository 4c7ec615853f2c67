import { answerTrace, type TraceRequest } from '../answerTrace.ts';
import type { Network } from '../network/network.ts';
import type { Packet } from '../packet.ts';
import type { Step, StepKind } from '../step.ts';
import type { Branch, Hop, Trace } from '../trace.ts';

/** Traces as a test writes them down. */

/** Throws what the problem is where it cannot be asked. */
export function traceOf(network: Network, request: TraceRequest): Trace {
  const answer = answerTrace(network, request);
  if (answer.kind === 'problem') throw new Error(answer.message);
  return answer.trace;
}

/** A request or a reply. */
type Way = Pick<Branch, 'hops'>;

/** Where it has been: `control/cni-web-control`, `control/host`. */
export function places({ hops }: Way): readonly string[] {
  return hops.map(({ netns }) => netns.replace(/^netns\//, ''));
}

/** Its only stay in a namespace: `hopIn(branch, 'control/host')`. */
export function hopIn(way: Way, place: string): Hop {
  const [hop, ...others] = way.hops.filter(({ netns }) => netns === `netns/${place}`);
  if (!hop || others.length > 0) {
    throw new Error(`${others.length + 1} stays in ${place}: it was in ${places(way).join(', ')}`);
  }
  return hop;
}

/**
 * As the kernel's own packet trace lists it: `nat PREROUTING 1 jump KUBE-SERVICES`. Without the
 * `policy accept` of a chain in which nothing matched: iptables-nft lists built-in chains that the
 * kernel does not have.
 */
export function rulesOf({ steps }: Pick<Hop, 'steps'>): readonly string[] {
  const lines: string[] = [];
  let last = '';
  for (const step of steps) {
    if (step.kind === 'rule') {
      const { table, chain, rule, verdict, matched } = step;
      lines.push(
        `${table} ${chain} ${rule} ${verdict}${matched === 'assumed' ? ' (assumed)' : ''}`,
      );
      last = table;
    } else if (step.kind === 'policy') {
      const { table, chain, verdict } = step;
      if (last === table || verdict === 'drop') lines.push(`${table} ${chain} policy ${verdict}`);
      last = '';
    }
  }
  return lines;
}

/** The lines of a text, each without the blanks around it: what `rulesOf` is compared with. */
export function walk(...texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  );
}

/** Steps of one kind, in order. */
export function stepsOf<K extends StepKind>(
  { hops }: Way,
  kind: K,
): readonly Extract<Step, { readonly kind: K }>[] {
  const isKind = (step: Step): step is Extract<Step, { readonly kind: K }> => step.kind === kind;
  return hops.flatMap(({ steps }) => steps.filter(isKind));
}

/** `source 10.85.1.3 → 192.168.1.0`, without ports. */
export function translations(way: Way): readonly string[] {
  return stepsOf(way, 'nat').map(
    ({ manip, from, to }) => `${manip} ${from.address} → ${to.address}`,
  );
}

/** `192.168.2.0/26 via 192.168.2.0 dev vxlan.calico`, `blackhole 192.168.1.0/26`. */
export function routes(way: Way): readonly string[] {
  return stepsOf(way, 'route').map(({ result, prefix, via, device }) =>
    [
      ...(result === 'unicast' ? [] : [result]),
      ...(prefix === undefined ? [] : [prefix]),
      ...(via === undefined ? [] : [`via ${via}`]),
      ...(device === undefined ? [] : [`dev ${device}`]),
    ].join(' '),
  );
}

/** `tcp 10.0.0.1 → 10.0.0.2:80`. */
export function headers({ protocol, source, destination, destinationPort }: Packet): string {
  const port = destinationPort === undefined ? '' : `:${destinationPort}`;
  return `${protocol} ${source} → ${destination}${port}`;
}

/** The only branch. Throws where there are others. */
export function onlyBranch({ branches }: Trace): Branch {
  const [branch, ...others] = branches;
  if (!branch || others.length > 0) {
    const said = branches.map(
      ({ assumptions, because }) => `${assumptions.join('; ')}: ${because}`,
    );
    throw new Error(`${branches.length} branches:\n${said.join('\n')}`);
  }
  return branch;
}
