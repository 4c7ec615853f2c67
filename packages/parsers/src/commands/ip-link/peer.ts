import type { LinkPeer } from '@vethscope/model';
import { integerOf, known } from './attributes.ts';

/**
 * The peer from what a link is called: `eth0@if5` → ifindex 5, `veth0@veth1` → veth1, `gre0@NONE`
 * → none. iproute2 writes `ifN` where no link of this namespace has the index, or where the kernel
 * says that the index belongs to another namespace. `name` has no meaning in that other one.
 */
export function peerOf(
  behindAt: string | undefined,
  elsewhere: { readonly netns?: string | undefined; readonly nsid?: number | undefined },
  names: 'resolved' | 'guessed',
): LinkPeer | undefined {
  const ifindex = integerOf(/^if(\d+)$/.exec(behindAt ?? '')?.[1]);
  const isElsewhere = elsewhere.netns !== undefined || elsewhere.nsid !== undefined;
  const isName = behindAt !== undefined && behindAt !== 'NONE' && ifindex === undefined;
  const name = isName && !isElsewhere && names === 'resolved' ? behindAt : undefined;
  const peer = known({ ifindex, name, netns: elsewhere.netns, nsid: elsewhere.nsid });
  return Object.keys(peer).length > 0 ? peer : undefined;
}

/**
 * Whether a name behind `@` is the peer's. busybox and `ip -6 addr` (whose kernel dump has no
 * `IFLA_LINK_NETNSID`) look the peer's index up in the local namespace, whatever namespace it
 * belongs to: the name of a pod's peer is then that of an unrelated local link. Both also leave out
 * `group`, which every other `ip` prints. An index (`@if5`) is right in all of them; that `-6`
 * prints none when it happens to be the link's own costs nothing.
 */
export function peerNames(
  group: string | undefined,
  family: string | undefined,
): 'resolved' | 'guessed' {
  return group === undefined || family === 'inet6' ? 'guessed' : 'resolved';
}

/** `M-DOWN` says that the link behind `@` is down: as little to be trusted as its name. */
export function flagsOf(
  printed: readonly string[],
  names: 'resolved' | 'guessed',
): readonly string[] {
  return printed.filter((flag) => flag !== '' && (flag !== 'M-DOWN' || names === 'resolved'));
}
