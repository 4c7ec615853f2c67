import type { Network } from '../network/network.ts';
import { input } from '../stages/input.ts';
import { neighbor } from '../stages/neighbor.ts';
import { transmit } from '../stages/transmit.ts';
import type { Step } from '../step.ts';
import type { Choices, Question } from '../walk/choices.ts';
import type { Next } from '../walk/next.ts';
import type { Skb } from '../walk/skb.ts';
import { startWalk, type Walk } from '../walk/walk.ts';
import { ip } from './addresses.ts';
import { deviceOf } from './captures.ts';

/** A walk that answers each question with yes, or as `answer` says, and keeps what was taken for granted. */
export interface TestWalk extends Walk {
  readonly assumptions: readonly string[];
}

export function testWalk(
  network: Network,
  answer: (question: Question) => boolean = () => true,
): TestWalk {
  const assumptions: string[] = [];
  const choices: Choices = {
    ask: (question) => {
      const isYes = answer(question);
      assumptions.push(isYes ? question.ifYes : question.ifNo);
      return isYes;
    },
    draw: () => 0,
    presume: (assumption) => {
      assumptions.push(assumption);
    },
  };
  return { ...startWalk(network, choices), assumptions };
}

/** Sends a packet that has been routed: `by` is `node/netns/device`. Goes as far as the link does. */
export function send(
  walk: Walk,
  by: string,
  nexthop: string,
  skb: Skb,
): Exclude<Next, { stage: LinkStage }> {
  const device = deviceOf(walk.network, by);
  walk.path.enter(device.netns);
  return follow(walk, { stage: 'neighbor', interface: device, nexthop: ip(nexthop), skb });
}

type LinkStage = 'neighbor' | 'transmit' | 'input';

/** Through the stages of the link, until an IP layer has the packet or its way ends. */
export function follow(walk: Walk, first: Next): Exclude<Next, { stage: LinkStage }> {
  let now = first;
  for (;;) {
    switch (now.stage) {
      case 'neighbor':
        now = neighbor(walk, now);
        break;
      case 'transmit':
        now = transmit(walk, now);
        break;
      case 'input':
        now = input(walk, now);
        break;
      default:
        return now;
    }
  }
}

/** `receive if/n/b/eth0`, `dropped: hairpin is off …`. */
export function endWords(next: Next): string {
  switch (next.stage) {
    case 'end':
      return `${next.outcome.disposition}: ${next.outcome.because}`;
    case 'output':
      return `output in ${next.netns.id}`;
    default:
      return `${next.stage} ${next.interface.id}`;
  }
}

/** The walk in one line a step: `bridge br0: va → vb known`. */
export function storyOf({ path }: Walk): readonly string[] {
  return path.hops.flatMap(({ netns, steps }) => steps.map((step) => `${netns}: ${wordsOf(step)}`));
}

function wordsOf(step: Step): string {
  switch (step.kind) {
    case 'neighbor':
      return `neighbor ${step.address} on ${step.device} ${step.how} ${step.mac ?? ''}`.trim();
    case 'bridge':
      return `bridge ${step.bridge}: ${step.from ?? step.bridge} → ${step.to.join(' ')} ${step.how}${step.vlan === undefined ? '' : ` vlan ${step.vlan}`}`;
    case 'ingress':
    case 'egress':
      return `${step.kind} ${step.name}`;
    case 'mtu':
      return `mtu ${step.device} ${step.mtu} ${step.length} ${step.verdict}`;
    case 'encap':
      return `encap ${step.device} ${step.outer.source} → ${step.outer.destination} ${step.outer.length}`;
    case 'decap':
      return `decap ${step.device}`;
    default:
      return step.kind;
  }
}
