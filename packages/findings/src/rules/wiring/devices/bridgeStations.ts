import type { Interface } from '@vethscope/trace';
import type { FindingContext } from '../../../context.ts';

/** Those that share a bridge's network: the bridge itself, and what its ports' veths lead to. */
export function bridgeStations(
  bridge: Interface,
  { network }: FindingContext,
): readonly Interface[] {
  const far = bridge.ports.flatMap((port) =>
    port.edges.flatMap(({ kind, source, target }) => {
      const end = kind === 'veth' && network.interfaces.get(source === port.id ? target : source);
      return end ? [end] : [];
    }),
  );
  return [bridge, ...far];
}

/** With VLANs told apart, two ports of one bridge may be on different networks. */
export function isOneNetwork({ type, link }: Interface): boolean {
  return type === 'bridge' && !(link.details?.kind === 'bridge' && link.details.vlanFiltering);
}
