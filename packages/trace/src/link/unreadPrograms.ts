import type { NftHook } from '@vethscope/model';
import { passForeignTables } from '../netfilter/foreignTables.ts';
import type { Interface } from '../network/network.ts';
import type { Next } from '../walk/next.ts';
import { end } from '../walk/next.ts';
import type { Walk } from '../walk/walk.ts';

/**
 * What has a say on a device and is not read: an XDP program, tables of nftables on the device.
 * Absent: it goes on.
 */
export function passDevice(
  walk: Walk,
  { id, name, netns, link }: Interface,
  hook: 'ingress' | 'egress',
): Next | undefined {
  if (hook === 'ingress' && link.xdp) {
    const program = `the XDP program${link.xdp.programName === undefined ? '' : ` ${link.xdp.programName}`} of ${name}`;
    const passes = walk.choices.ask({
      key: `xdp ${id}`,
      ifYes: `${program} lets it pass as it is`,
      ifNo: `${program} stops, changes or redirects it`,
    });
    if (!passes) return end('undecided', `${program} may drop, change or redirect it`);
  }
  return unlessForeign(walk, netns, 'device', hook);
}

/** Tables of nftables on a bridge: what crosses it meets them without the IP layer. */
export function passBridge(walk: Walk, { netns }: Interface, hook: NftHook): Next | undefined {
  return unlessForeign(walk, netns, 'bridge', hook);
}

function unlessForeign(
  { choices }: Walk,
  netns: Interface['netns'],
  layer: 'device' | 'bridge',
  hook: NftHook,
): Next | undefined {
  const verdict = passForeignTables(choices, netns, layer, hook);
  return verdict.kind === 'accept' ? undefined : end('undecided', verdict.because);
}
