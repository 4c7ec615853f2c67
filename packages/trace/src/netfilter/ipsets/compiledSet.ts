import type { Ipset } from '@vethscope/model';
import { type Namespace, perNamespace } from '../../network/network.ts';
import { type Asked, dimensionsOf } from './dimensions.ts';
import { ABSENT, type Found } from './found.ts';
import { indexMembers } from './memberIndex.ts';

/** An ipset ready to be asked. */
export interface CompiledSet {
  test(asked: Asked): Found;
}

/** The set of this name in a namespace; its members are read when it is first asked for. */
export function findSet(netns: Namespace, name: string): CompiledSet | undefined {
  const { sets, compiled } = setsOf(netns);
  const known = compiled.get(name);
  if (known) return known;
  const set = sets.get(name);
  if (!set) return undefined;
  const fresh = compileSet(set);
  compiled.set(name, fresh);
  return fresh;
}

const setsOf = perNamespace((netns) => ({
  sets: new Map(netns.facts.ipsets.map((set) => [set.name, set])),
  compiled: new Map<string, CompiledSet>(),
}));

function compileSet(set: Ipset): CompiledSet {
  const { name, type, members, family } = set;
  if (!members) return alwaysUnknown(`the listing hides the members of set ${name}`);
  if (type === 'list:set') return listOfSets(members.map(({ elements }) => elements[0] ?? ''));
  const dimensions = dimensionsOf(set);
  if (!dimensions) return alwaysUnknown(`sets of type ${type} are not understood`);
  const find = indexMembers(members, name, dimensions);
  return {
    test(asked) {
      // ip_set_test(): too few directions, or a packet of the other family, are in no set.
      if (asked.directions.length < dimensions.length) return ABSENT;
      if (family !== undefined && family !== asked.sight.skb.packet.family) return ABSENT;
      return find(asked);
    },
  };
}

function alwaysUnknown(why: string): CompiledSet {
  return { test: () => ({ kind: 'unknown', why }) };
}

/** list_set_ktest(): the first of its sets that has it decides. */
function listOfSets(names: readonly string[]): CompiledSet {
  return {
    test(asked) {
      let unknown: Found | undefined;
      for (const name of names) {
        const found = findSet(asked.sight.netns, name)?.test(asked) ?? notCaptured(name);
        if (found.kind === 'member') return found;
        if (found.kind === 'unknown') unknown ??= found;
      }
      return unknown ?? ABSENT;
    },
  };
}

export function notCaptured(name: string): Found {
  return { kind: 'unknown', why: `set ${name} was not captured` };
}
