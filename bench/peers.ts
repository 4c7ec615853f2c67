/** A cluster's other nodes as one of them knows them: a route, a neighbour and an FDB entry for each VTEP. */

export const vtepOf = (n: number): string => `100.64.${n}.0`;
export const vtepMacOf = (n: number): string => `66:b9:7e:86:1e:${hex(n)}`;

export function peerNeighbours(peers: readonly number[]): readonly string[] {
  return peers.flatMap((peer) => [
    `10.0.0.${peer} dev eth1 lladdr 00:15:5d:00:01:${hex(peer)} REACHABLE`,
    `${vtepOf(peer)} dev vxlan.calico lladdr ${vtepMacOf(peer)} PERMANENT`,
  ]);
}

export function peerFdb(peers: readonly number[]): readonly string[] {
  return peers.map(
    (peer) => `${vtepMacOf(peer)} dev vxlan.calico dst 10.0.0.${peer} self permanent`,
  );
}

export function hex(n: number): string {
  return n.toString(16).padStart(2, '0');
}
