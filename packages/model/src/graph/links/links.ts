import type { LinkRule } from './linkEdge.ts';
import { masterPorts } from './masterPort.ts';
import { parentDevices } from './parentDevice.ts';
import { tunnelUnderlays } from './tunnelUnderlay.ts';
import { vethPairs } from './vethPair.ts';

/** Every relation between interfaces. A new link kind that joins others adds its rule here. */
export const linkRules: readonly LinkRule[] = [
  vethPairs,
  masterPorts,
  parentDevices,
  tunnelUnderlays,
];
