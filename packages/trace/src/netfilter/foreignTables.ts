import type { Family, NftFamily, NftHook, NftTable } from '@vethscope/model';
import { type Namespace, perNamespace } from '../network/network.ts';
import type { Choices } from '../walk/choices.ts';
import type { HookVerdict } from './hook.ts';

/** Who shows the packet to nf_tables: the IP layer of a family, a bridge, a device itself. */
export type NftLayer = Family | 'bridge' | 'device';

/**
 * Asks, for each table of nftables that is not iptables' and that the packet meets here, whether it
 * lets the packet pass as it is: their rules are not judged. Once for a table and a walk.
 */
export function passForeignTables(
  choices: Choices,
  netns: Namespace,
  layer: NftLayer,
  hook: NftHook,
): HookVerdict {
  const isIpLayer = layer === 4 || layer === 6;
  if (isIpLayer && netns.isHost && !netns.knows('nftTables')) {
    choices.presume(
      `nftables of ${netns.id} was not captured: it has no tables but those of iptables`,
    );
  }
  for (const { family, name } of foreignTables(netns, layer, hook)) {
    const table = `the nft table ${family} ${name} of ${netns.id}`;
    const passes = choices.ask({
      key: `foreign table ${netns.id} ${family} ${name}`,
      ifYes: `${table} lets it pass as it is (its rules are not judged)`,
      ifNo: `${table} stops or changes it (its rules are not judged)`,
    });
    if (!passes) return { kind: 'unknown', because: `${table} may drop, reject or change it` };
  }
  return { kind: 'accept' };
}

/** Those with a base chain here that can do anything; of a name alone nobody can tell where it is. */
export function foreignTables(
  netns: Namespace,
  layer: NftLayer,
  hook: NftHook,
): readonly NftTable[] {
  const tables = foreignTablesOf(netns);
  if (tables.length === 0) return tables;
  return tables.filter(
    ({ family, hooks }) =>
      isSeenBy(family, layer, hook) &&
      (hooks === undefined ||
        hooks.some((base) => base.hook === hook && (base.rules !== 0 || base.policy === 'drop'))),
  );
}

const foreignTablesOf = perNamespace(({ facts }) =>
  facts.nftTables.filter(({ managedBy, isDormant }) => managedBy === 'others' && !isDormant),
);

/** nft(8), "Address families". */
function isSeenBy(family: NftFamily, layer: NftLayer, hook: NftHook): boolean {
  const isOnDevice = hook === 'ingress' || hook === 'egress';
  switch (layer) {
    case 4:
      return (family === 'ip' || family === 'inet') && !isOnDevice;
    case 6:
      return (family === 'ip6' || family === 'inet') && !isOnDevice;
    case 'bridge':
      return family === 'bridge' && !isOnDevice;
    case 'device':
      return (family === 'netdev' || family === 'inet') && isOnDevice;
  }
}
