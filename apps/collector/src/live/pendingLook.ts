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
}

/**
 * Where to look after these things happened. An id that leads to no known namespace is one of the
 * fresh ones; without fresh ones, everything is looked at.
 */
export function planLook(touches: readonly Touch[], known: KnownNetns): PlannedLook {
  const names = new Set<string>();
  const triggers = new Map<TriggerKind, Set<string>>();
  let isEverything = touches.length === 0;
  for (const { kind, where } of touches) {
    const told = triggers.get(kind) ?? new Set();
    triggers.set(kind, told);
    const name = where === 'everything' ? undefined : nameOf(where, known);
    if (name !== undefined) {
      names.add(name);
      told.add(name);
    } else if (where === 'everything' || known.fresh.length === 0) isEverything = true;
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
  };
}

function nameOf(
  where: Exclude<Touch['where'], 'everything'>,
  known: KnownNetns,
): string | undefined {
  if (where === 'own') return HOST_NETNS;
  return 'name' in where ? where.name : known.nameOf(where.nsid);
}
