import type { Namespace } from '../../network/network.ts';
import type { Packet } from '../../packet.ts';
import type { Step } from '../../step.ts';
import { readNetns } from '../../testing/captures.ts';
import { packet } from '../../testing/packets.ts';
import type { Choices, Question } from '../../walk/choices.ts';
import type { Skb } from '../../walk/skb.ts';
import { startWalk, type Walk } from '../../walk/walk.ts';
import { type Hook, type HookVerdict, runHook } from '../runHook.ts';

/** A namespace made of what its commands print, and packets shown to its hooks. */

/** `iptables-save`, `ip6tables-save`, `ipset_list`, … and their outputs. */
export type Outputs = Readonly<Record<string, string>>;

/** eth0 10.0.0.1 and cali1 10.1.0.1 (fd00::1, fd01::1), where no other output says so. */
const LINKS = `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
    inet 127.0.0.1/8 scope host lo
       valid_lft forever preferred_lft forever
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP group default qlen 1000
    link/ether 00:15:5d:00:00:01 brd ff:ff:ff:ff:ff:ff
    inet 10.0.0.1/24 scope global eth0
       valid_lft forever preferred_lft forever
    inet6 fd00::1/64 scope global
       valid_lft forever preferred_lft forever
3: cali1: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UP group default
    link/ether ee:ee:ee:ee:ee:ee brd ff:ff:ff:ff:ff:ff
    inet 10.1.0.1/24 scope global cali1
       valid_lft forever preferred_lft forever
    inet6 fd01::1/64 scope global
       valid_lft forever preferred_lft forever
4: cali2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UP group default
    link/ether ee:ee:ee:ee:ee:ee brd ff:ff:ff:ff:ff:ff
`;

export interface Bench {
  readonly netns: Namespace;
  readonly walk: Walk;
  readonly asked: readonly Question[];
  readonly presumed: readonly string[];
  /** Probabilities of what was left to chance, draw by draw. */
  readonly drawn: readonly (readonly number[])[];
  /** What the walk has written down since the last call. */
  steps(): readonly Step[];
  /** As `nft monitor trace` would: `filter FORWARD 3 jump cali-FORWARD`, `filter FORWARD policy accept`. */
  trace(): readonly string[];
  run(hook: Hook, skb: Skb, reroute?: () => boolean): HookVerdict;
}

/** Answers of a walk: to questions whose `ifYes` holds the text, and to draws in order. */
export interface Answers {
  readonly no?: readonly string[];
  readonly draws?: readonly number[];
  /** The namespace that packets are shown to; absent: the node's own. */
  readonly netns?: string;
}

export function bench(outputs: Outputs, answers: Answers = {}): Bench {
  const { network, netns } = readNetns('node1', { ip_addr: LINKS, ...outputs }, answers.netns);
  const choices = new ScriptedChoices(answers);
  const walk = startWalk(network, choices);
  const { path } = walk;
  path.enter(netns);
  let seen = 0;
  const steps = (): readonly Step[] => {
    const all = path.hops.flatMap((hop) => hop.steps);
    const fresh = all.slice(seen);
    seen = all.length;
    return fresh;
  };
  return {
    netns,
    walk,
    asked: choices.asked,
    presumed: choices.presumed,
    drawn: choices.drawn,
    steps,
    trace: () => steps().flatMap(traceLine),
    run: (hook, skb, reroute) => runHook(walk, netns, hook, skb, reroute),
  };
}

function traceLine(step: Step): readonly string[] {
  if (step.kind === 'policy') return [`${step.table} ${step.chain} policy ${step.verdict}`];
  if (step.kind !== 'rule') return [];
  return [`${step.table} ${step.chain} ${step.rule} ${step.verdict}`];
}

class ScriptedChoices implements Choices {
  readonly asked: Question[] = [];
  readonly presumed: string[] = [];
  readonly drawn: (readonly number[])[] = [];
  readonly #no: readonly string[];
  readonly #draws: number[];

  constructor({ no = [], draws = [] }: Answers) {
    this.#no = no;
    this.#draws = [...draws];
  }

  ask(question: Question): boolean {
    if (!this.asked.some(({ key }) => key === question.key)) this.asked.push(question);
    return !this.#no.some((text) => question.ifYes.includes(text));
  }

  draw(probabilities: readonly number[]): number {
    this.drawn.push(probabilities);
    const next = this.#draws.shift();
    if (next === undefined) throw new Error('a draw that the test does not expect');
    return next;
  }

  presume(assumption: string): void {
    if (!this.presumed.includes(assumption)) this.presumed.push(assumption);
  }
}

/** A packet by the interfaces of `LINKS`: `cali1>eth0`, `>eth0`, `eth0>`. */
export function skb(
  netns: Namespace,
  way: string,
  of: Packet | string,
  more: Partial<Skb> = {},
): Skb {
  const [from = '', to = ''] = way.split('>');
  const inInterface = netns.interfaces.get(from);
  const outInterface = netns.interfaces.get(to);
  return {
    packet: typeof of === 'string' ? packet(of) : of,
    mark: 0,
    packetType: 'unicast',
    ...(inInterface && { inInterface }),
    ...(outInterface && { outInterface }),
    ...more,
  };
}
