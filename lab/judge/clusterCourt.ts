import { POD_PORT } from '../cluster.ts';
import type { Cluster } from '../startCluster.ts';
import type { Court } from './court.ts';
import { openCourt } from './court.ts';
import type { Judgement } from './judgeCase.ts';
import { captureAll, judgeProbes, readNetwork } from './judgeCase.ts';
import { placeNames } from './placeNames.ts';
import type { Place, PlaceKey, Probe } from './probe.ts';
import { placeKey } from './probe.ts';

/** The lab's cluster, with pods that answer, and a kernel that is asked as the cluster is now. */
export interface ClusterCourt {
  /** Captures the nodes and watches the kernel anew: for what has been changed since. */
  look(): Promise<void>;
  /** `mayAssume`: what the capture does not tell. Throws before `look`. */
  judge(probe: Probe, mayAssume?: RegExp): Promise<Judgement>;
  stop(): Promise<void>;
}

/** Pods answer on POD_PORT, nodes on HOST_PORT, the gateway of the nodes on both. */
export const HOST_PORT = 8081;
const PORTS = [53, 80, POD_PORT, HOST_PORT, 30080, 9999];

export async function openClusterCourt(cluster: Cluster): Promise<ClusterCourt> {
  const { underlay, nodes, plan } = cluster;
  const pods = nodes.flatMap(({ machine, plan: { bridgePods, calicoPods } }) =>
    [...bridgePods, ...calicoPods].map(({ netns, addresses }) => ({ machine, netns, addresses })),
  );
  const hosts = nodes.map(({ machine }): Place => ({ machine }));
  const places: readonly Place[] = [{ machine: underlay }, ...hosts, ...pods];
  const court = await openCourt(places, PORTS);
  for (const { addresses, ...place } of pods) {
    await serve(court, placeKey(place), [addresses], [POD_PORT]);
  }
  for (const { machine, plan: node } of nodes) {
    const own = [node.management, node.underlay, node.bridge].map(({ addresses: { v4, v6 } }) => ({
      ...{ v4: withoutLength(v4), v6: withoutLength(v6) },
    }));
    await serve(court, placeKey({ machine }), own, [HOST_PORT]);
  }
  await serve(court, placeKey({ machine: underlay }), [plan.underlay.gateway], [POD_PORT]);

  let seen: Awaited<ReturnType<typeof lookAround>> | undefined;
  return {
    look: async () => {
      await court.lookAway();
      seen = await lookAround();
      await court.watch();
    },
    judge: async (probe, mayAssume) => {
      if (!seen) throw new Error('nobody has looked yet');
      const room = { court, ...seen, ...(mayAssume && { mayAssume }) };
      const [judgement] = await judgeProbes(room, [probe], 1);
      if (!judgement) throw new Error('no judgement');
      return judgement;
    },
    stop: () => court.stop(),
  };

  async function lookAround() {
    const captures = await captureAll(nodes.map(({ machine }) => machine));
    const { network, topology } = await readNetwork(captures);
    return { network, names: placeNames(places, topology) };
  }
}

async function serve(
  court: Court,
  place: PlaceKey,
  addresses: readonly { readonly v4: string; readonly v6: string }[],
  ports: readonly number[],
): Promise<void> {
  await court.serve(
    place,
    addresses.flatMap(({ v4, v6 }) => [v4, v6]),
    ports,
  );
}

function withoutLength(prefix: string): string {
  return prefix.split('/')[0] ?? prefix;
}
