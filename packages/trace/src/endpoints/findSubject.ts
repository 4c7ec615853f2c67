import { parseIp } from '@vethscope/model';
import type { Network } from '../network/network.ts';
import { type Names, namesOf } from './names.ts';
import { nearestNames } from './nearestNames.ts';
import type { Subject } from './subject.ts';
import { subjectName } from './subject.ts';

export type Found =
  | { readonly kind: 'subject'; readonly subject: Subject }
  | { readonly kind: 'problem'; readonly message: string };

/**
 * What somebody means by a text: an id of the topology, an address, `NAMESPACE/POD`,
 * `NAMESPACE/SERVICE`, `NODE/NETNS`, a namespace or a node; where there is none of these, a pod or a
 * service by its bare name. More than one that it may be is a problem, and so is none.
 */
export function findSubject(network: Network, text: string): Found {
  const names = namesOf(network);
  const address = parseIp(text);
  if (address !== undefined) return { kind: 'subject', subject: { kind: 'address', address } };
  const candidates = called(text, names);
  const [subject, ...others] = sortedOut(candidates);
  if (!subject) return { kind: 'problem', message: nothingCalled(text, names) };
  if (others.length > 0) {
    const means = [subject, ...others].map(subjectName).join(', ');
    const how = [subject, ...others].flatMap((one) => ('id' in one ? one.id : []));
    return {
      kind: 'problem',
      message: `"${text}" may be ${means}: say ${how.join(' or ')}`,
    };
  }
  return { kind: 'subject', subject };
}

function called(text: string, names: Names): readonly Subject[] {
  const exact = names.byId(text);
  if (exact) return [exact];
  const named = text.includes('/') ? names.qualified(text) : names.bare(text);
  return named.length > 0 ? named : names.unqualified(text);
}

/** A node and its own namespace are one end, whichever of the two was named. */
function sortedOut(candidates: readonly Subject[]): readonly Subject[] {
  const nodes = new Set(candidates.flatMap((one) => (one.kind === 'node' ? one.id : [])));
  return candidates.filter(
    (one) =>
      one.kind !== 'netns' || !one.isHost || one.parent === undefined || !nodes.has(one.parent),
  );
}

function nothingCalled(text: string, names: Names): string {
  const near = nearestNames(text, names.all);
  const hint = near.length === 0 ? '' : `: did you mean ${near.join(' or ')}?`;
  return `no pod, service, namespace, node or address "${text}"${hint}`;
}
