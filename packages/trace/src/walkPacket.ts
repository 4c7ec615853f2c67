import type { Packet } from './packet.ts';
import { input } from './stages/input.ts';
import { neighbor } from './stages/neighbor.ts';
import { output } from './stages/output.ts';
import { receive } from './stages/receive.ts';
import { transmit } from './stages/transmit.ts';
import type { Hop, StepPlace } from './trace.ts';
import type { Moving, Next, Outcome } from './walk/next.ts';
import { end } from './walk/next.ts';
import type { Walk } from './walk/walk.ts';

/** One packet's way from its first stage to its end. */
export interface Walked {
  /** As its sender sent it, source address chosen. */
  readonly packet: Packet;
  /** As it was at its end. */
  readonly finalPacket: Packet;
  readonly outcome: Outcome;
  readonly hops: readonly Hop[];
  readonly decidedBy?: StepPlace;
}

/** A packet that is handed on more often than this goes round in a circle. */
const MOST_STAGES = 512;

export function walkPacket(walk: Walk, first: Moving): Walked {
  const sent = first.skb.packet;
  let next: Next = first;
  let { skb } = first;
  for (let stages = 0; next.stage !== 'end'; stages++) {
    skb = next.skb;
    next = stages < MOST_STAGES ? runStage(walk, next) : end('looped', 'it goes round in circles');
  }
  const { outcome } = next;
  const { hops, lastStep: decidedBy } = walk.path;
  if (outcome.disposition !== 'delivered') {
    walk.path.step({ kind: 'end', reason: outcome.because, evidence: [] });
  }
  return {
    packet: withChosenSource(sent, hops),
    finalPacket: (outcome.arrived?.skb ?? skb).packet,
    outcome,
    hops,
    ...(decidedBy && { decidedBy }),
  };
}

function runStage(walk: Walk, now: Moving): Next {
  switch (now.stage) {
    case 'output':
      return output(walk, now);
    case 'input':
      return input(walk, now);
    case 'receive':
      return receive(walk, now);
    case 'neighbor':
      return neighbor(walk, now);
    case 'transmit':
      return transmit(walk, now);
  }
}

/** The sender's kernel chooses the address in its first stage, before NAT can change it. */
function withChosenSource(sent: Packet, hops: readonly Hop[]): Packet {
  const chosen = hops[0]?.steps.find((step) => step.kind === 'source');
  return chosen ? { ...sent, source: chosen.address } : sent;
}
