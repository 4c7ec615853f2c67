import { compareText, HOST_NETNS } from '@vethscope/model';
import type { Trigger, TriggerKind } from './liveEvents.ts';
import type { LookRequest } from './mergeBundle.ts';

/** Something that happened, and where. */
export interface Touch {
  readonly kind: TriggerKind;
  readonly where: 'everything' | 'own' | { readonly nsid: number } | { readonly name: string };
}

/** What is known of the namespaces when it is decided where to look. */
export interface KnownNetns {
  /** From the id that the host gave a namespace to its name. */
  readonly nameOf: (nsid: number) => string | undefined;
  /** Names that were never looked at. */
  readonly fresh: readonly string[];
}

export interface PlannedLook {
  readonly request: LookRequest;
  /** Sorted by kind. */
  readonly triggers: readonly Trigger[];
  /** Ids that lead to no known namespace: what they are, the host's next look may tell. */
  readonly unknown: readonly number[];
}

/**
 * Where to look after these things happened. For an id that leads to no known namespace first at
 * the host, whose lists name it.
 */
export function planLook(touches: readonly Touch[], known: KnownNetns): PlannedLook {
  const names = new Set<string>();
  const triggers = new Map<TriggerKind, Set<string>>();
  const unknown = new Set<number>();
  let isEverything = touches.length === 0;
  for (const { kind, where } of touches) {
    const told = triggers.get(kind) ?? new Set();
    triggers.set(kind, told);
    if (where === 'everything') {
      isEverything = true;
      continue;
    }
    const name = nameOf(where, known);
    if (name !== undefined) {
      names.add(name);
      told.add(name);
    } else {
      names.add(HOST_NETNS);
      if (typeof where === 'object' && 'nsid' in where) unknown.add(where.nsid);
    }
  }
  if (triggers.has('namespaces') || known.fresh.length > 0) names.add(HOST_NETNS);
  for (const name of known.fresh) names.add(name);
  return {
    request: isEverything
      ? { scope: 'everything' }
      : {
          scope: 'some',
          netns: [...names].sort(compareText),
          cluster: triggers.has('cluster') ? 'with' : 'without',
        },
    triggers: [...triggers]
      .map(([kind, told]) => ({ kind, netns: [...told].sort(compareText) }))
      .sort((a, b) => compareText(a.kind, b.kind)),
    unknown: [...unknown],
  };
}

function nameOf(
  where: Exclude<Touch['where'], 'everything'>,
  known: KnownNetns,
): string | undefined {
  if (where === 'own') return HOST_NETNS;
  return 'name' in where ? where.name : known.nameOf(where.nsid);
}

/**
 * What is still to be looked at once the host's lists are renewed: the namespaces that ids without a
 * name have turned out to be, everything where one has not. `undefined`: nothing.
 */
export function lookAtNamed(
  { request, unknown }: PlannedLook,
  nameOf: KnownNetns['nameOf'],
): LookRequest | undefined {
  if (request.scope === 'everything' || unknown.length === 0) return undefined;
  const names = unknown.map(nameOf);
  if (names.includes(undefined)) return { scope: 'everything' };
  const netns = names.flatMap((name) =>
    name === undefined || request.netns.includes(name) ? [] : [name],
  );
  if (netns.length === 0) return undefined;
  return { scope: 'some', netns: [...new Set(netns)].sort(compareText), cluster: 'without' };
}
