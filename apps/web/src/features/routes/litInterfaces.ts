import type { RouteLookup, RouteSurroundings } from '@vethscope/model';
import { interfaceId } from '@vethscope/model';

/** What a look-up lights in the picture: the outgoing interfaces, and the far ends of their veths. */
export function litInterfaces(
  found: RouteLookup,
  netnsId: string,
  around: RouteSurroundings,
): readonly string[] {
  const [, node = '', ...netns] = netnsId.split('/');
  const devices = found.ownAddress
    ? [found.ownAddress.device]
    : (found.route?.nexthops ?? []).flatMap((hop) => hop.device ?? []);
  return devices.flatMap((device) => {
    const peer = found.ownAddress ? undefined : around.peerOf(device);
    return [interfaceId(node, netns.join('/'), device), ...(peer ? [peer.id] : [])];
  });
}
