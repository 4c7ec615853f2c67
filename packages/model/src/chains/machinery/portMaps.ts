/** Host ports that lead to pods: the portmap plugin's, in the order in which packets meet them. */
export interface PortMaps<At> {
  readonly maps: readonly PortMap<At>[];
  /** Rules of its chains that are not as the plugin writes them, or that nothing leads to. */
  readonly notUnderstood: readonly At[];
}

export interface PortMap<At> {
  readonly protocol: string;
  readonly hostPort: number;
  /** Absent: each of the node's addresses. */
  readonly hostAddress?: string;
  /** Of the pod, as the DNAT has it. */
  readonly address: string;
  readonly port: number;
  /** Full id of the pod's sandbox, from a comment. */
  readonly sandbox?: string;
  /** Whose packets are masqueraded, so that answers come back here: `10.85.0.0/16`. */
  readonly masquerades: readonly string[];
  /** Another map that is met before takes all of its packets: what an address says after its pod is gone. */
  readonly isTaken: boolean;
  readonly chain: string;
  /** Its DNAT first, then what else it rests on. */
  readonly rules: readonly At[];
}

/** Tells of each map whether one before it leaves it anything. */
export function markTaken<At>(
  maps: readonly Omit<PortMap<At>, 'isTaken'>[],
): readonly PortMap<At>[] {
  const met = new Set<string>();
  return maps.map((map) => {
    const { protocol, hostPort, hostAddress } = map;
    const everywhere = `${protocol} ${hostPort}`;
    const there = hostAddress === undefined ? everywhere : `${everywhere} ${hostAddress}`;
    const isTaken = met.has(everywhere) || met.has(there);
    met.add(there);
    return { ...map, isTaken };
  });
}
