import { buildTopology, type Ip, parseIp } from '@vethscope/model';
import { readSnapshot } from '@vethscope/parsers';
import { indexNetwork, type Namespace, type Network } from '../../network/network.ts';
import type { Packet } from '../../packet.ts';
import type { Step } from '../../step.ts';
import type { Choices, Question } from '../../walk/choices.ts';
import { Connections } from '../../walk/conntrack.ts';
import { LearnedMacs } from '../../walk/learnedMacs.ts';
import { Path } from '../../walk/path.ts';
import type { Skb } from '../../walk/skb.ts';
import type { Walk } from '../../walk/walk.ts';
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
  const network = networkOf(outputs);
  const named = answers.netns ?? 'host';
  const netns = [...network.namespaces.values()].find(({ name }) => name === named);
  if (!netns) throw new Error(`no namespace ${named}`);
  const path = new Path();
  path.enter(netns);
  const choices = new ScriptedChoices(answers);
  const walk: Walk = {
    network,
    choices,
    path,
    connections: new Connections(),
    learned: new LearnedMacs(),
  };
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

function networkOf(outputs: Outputs): Network {
  const files = Object.entries({ ip_addr: LINKS, ...outputs }).map(([path, text]) => ({
    path,
    text,
  }));
  const snapshot = readSnapshot([{ name: 'node1', files, diagnostics: [] }]);
  const [problem] = snapshot.diagnostics.filter(({ severity }) => severity !== 'info');
  if (problem) throw new Error(`${problem.file}:${problem.line}: ${problem.message}`);
  return indexNetwork(snapshot, buildTopology(snapshot));
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

function ip(text: string): Ip {
  const found = parseIp(text);
  if (found === undefined) throw new Error(`not an address: ${text}`);
  return found;
}

/** `tcp 10.1.0.5:40000 > 10.0.0.9:80`, `icmp 10.1.0.5 > 10.0.0.9`; what it has beside stays usual. */
export function packet(text: string, more: Partial<Packet> = {}): Packet {
  const [, protocol = '', from = '', to = ''] = /^(\S+) (\S+) > (\S+)$/.exec(text) ?? [];
  const source = endpoint(from);
  const destination = endpoint(to);
  const family = source.address.includes(':') ? 6 : 4;
  return {
    family,
    protocol,
    source: source.address,
    destination: destination.address,
    ...(source.port !== undefined && { sourcePort: source.port }),
    ...(destination.port !== undefined && { destinationPort: destination.port }),
    ...(protocol === 'tcp' && { tcpFlags: ['SYN'] }),
    ...(protocol === 'icmp' && { icmp: { type: 8, code: 0 } }),
    ...(protocol === 'ipv6-icmp' && { icmp: { type: 128, code: 0 } }),
    length: 60,
    ttl: 64,
    dscp: 0,
    dontFragment: true,
    ...more,
  };
}

/** `10.0.0.1:80`, `10.0.0.1`, `[fd00::1]:80`, `fd00::1` */
function endpoint(text: string): { readonly address: Ip; readonly port?: number } {
  const [, bracketed, plain, port] = /^(?:\[(.*)\]|([^:]+|.*:.*:.*?))(?::(\d+))?$/.exec(text) ?? [];
  const address = text.includes('[') ? bracketed : text.split(':').length > 2 ? text : plain;
  const hasPort = port !== undefined && (text.includes('[') || text.split(':').length === 2);
  return { address: ip(address ?? ''), ...(hasPort && { port: Number(port) }) };
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
