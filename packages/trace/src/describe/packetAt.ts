import type { Packet } from '../packet.ts';
import type { NatStep, Step } from '../step.ts';
import type { Hop, StepPlace } from '../trace.ts';

/** The packet as it is when it comes to a step: NAT and tunnels have changed it on its way there. */
export function packetAt(first: Packet, hops: readonly Hop[], place: StepPlace): Packet {
  const before = hops.flatMap(({ steps }, hop) =>
    hop > place.hop ? [] : hop === place.hop ? steps.slice(0, place.step) : steps,
  );
  return before.reduce(changedBy, first);
}

function changedBy(packet: Packet, step: Step): Packet {
  switch (step.kind) {
    case 'nat':
      return translated(packet, step);
    case 'egress':
      return step.packet;
    case 'encap':
      return step.outer;
    case 'decap':
      return step.inner;
    default:
      return packet;
  }
}

function translated(packet: Packet, { manip, to }: NatStep): Packet {
  return manip === 'source'
    ? { ...packet, source: to.address, ...(to.port !== undefined && { sourcePort: to.port }) }
    : {
        ...packet,
        destination: to.address,
        ...(to.port !== undefined && { destinationPort: to.port }),
      };
}
