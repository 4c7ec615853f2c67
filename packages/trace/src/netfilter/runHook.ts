import type { Namespace } from '../network/network.ts';
import type { Packet } from '../packet.ts';
import type { Skb } from '../walk/skb.ts';
import type { Walk } from '../walk/walk.ts';
import type { CompiledTable } from './chains/compiledChain.ts';
import { runBaseChain } from './chains/walkChain.ts';
import { passForeignTables } from './foreignTables.ts';
import { ACCEPT, type Hook, type HookVerdict, STATIONS, type Station } from './hook.ts';
import { isDiverted, runNat } from './nat.ts';
import { type Ruleset, rulesetOf, tablesAt } from './ruleset.ts';
import { type Sight, sightOf } from './sight.ts';
import { confirm, track } from './track.ts';
import { judgeUnseen } from './unseen.ts';

export type { Hook, HookVerdict } from './hook.ts';

/**
 * Shows the packet to all tables of one hook, in the kernel's order, and changes it as they say.
 * OUTPUT asks for a new route where mangle or nat has changed what the route depends on: `reroute`
 * gives false where there is none any more, and the packet is dropped.
 */
export function runHook(
  walk: Walk,
  netns: Namespace,
  hook: Hook,
  skb: Skb,
  reroute?: () => boolean,
): HookVerdict {
  const ruleset = rulesetOf(netns, skb.packet.family);
  const sight = sightOf(walk, netns, hook, skb);
  const unseen = judgeUnseen(sight, ruleset);
  if (unseen.kind !== 'accept') return unseen;
  const foreign = passForeignTables(walk.choices, netns, skb.packet.family, NFT_HOOKS[hook]);
  if (foreign.kind !== 'accept') return foreign;
  for (const station of STATIONS[hook]) {
    const verdict = pass(sight, ruleset, station, reroute);
    if (verdict.kind !== 'accept') return verdict;
  }
  return ACCEPT;
}

const NFT_HOOKS = {
  PREROUTING: 'prerouting',
  INPUT: 'input',
  FORWARD: 'forward',
  OUTPUT: 'output',
  POSTROUTING: 'postrouting',
} as const;

function pass(
  sight: Sight,
  ruleset: Ruleset,
  station: Station,
  reroute: (() => boolean) | undefined,
): HookVerdict {
  const { walk, netns, skb, hook } = sight;
  switch (station) {
    case 'track':
      if (ruleset.isTracking) track(walk, netns, skb);
      return ACCEPT;
    case 'confirm':
      confirm(walk, netns, skb);
      return ACCEPT;
    case 'nat': {
      if (!ruleset.isTranslating) return ACCEPT;
      const verdict = runNat(sight, tablesAt(ruleset, station));
      const isToReroute = hook === 'OUTPUT' && verdict.kind === 'accept' && isDiverted(skb);
      return isToReroute ? rerouted(reroute) : verdict;
    }
    case 'mangle': {
      const { mark, packet } = skb;
      const verdict = runTables(sight, tablesAt(ruleset, station));
      const isToReroute =
        hook === 'OUTPUT' && verdict.kind === 'accept' && isToGoElsewhere(skb, mark, packet);
      return isToReroute ? rerouted(reroute) : verdict;
    }
    default:
      return runTables(sight, tablesAt(ruleset, station));
  }
}

function runTables(sight: Sight, tables: readonly CompiledTable[]): HookVerdict {
  for (const table of tables) {
    const verdict = runBaseChain(sight, table);
    if (verdict.kind !== 'accept') return verdict;
  }
  return ACCEPT;
}

/** What ipt_mangle_out() compares to see whether a new route is due. */
function isToGoElsewhere(now: Skb, mark: number, { source, destination, dscp }: Packet): boolean {
  const { packet } = now;
  return (
    now.mark !== mark ||
    packet.source !== source ||
    packet.destination !== destination ||
    packet.dscp !== dscp
  );
}

function rerouted(reroute: (() => boolean) | undefined): HookVerdict {
  if (!reroute || reroute()) return ACCEPT;
  return { kind: 'drop', because: 'changed in OUTPUT, it has no route any more' };
}
