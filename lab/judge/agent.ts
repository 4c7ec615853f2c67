import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Machine } from '../machine.ts';
import { enter, labEnvironment } from '../machine.ts';
import type { Sight, Sighting } from './probe.ts';

/** A process in one namespace that sends probes and answers them. */
export interface Agent {
  /** Serves `port` of one address. Throws where it cannot be bound. */
  listen(proto: 'tcp' | 'udp', address: string, port: number): Promise<void>;
  probe(packet: SentPacket): Promise<Sight>;
  /** Sends one datagram over the loopback, to `port`. */
  mark(port: number): Promise<void>;
  /** Has the namespace forget all connections and neighbours but permanent ones. */
  forget(): Promise<void>;
  /** What its servers have seen so far, in order. */
  readonly sightings: readonly Sighting[];
  stop(): void;
}

export interface SentPacket {
  readonly proto: 'tcp' | 'udp' | 'icmp';
  /** Absent: the kernel chooses. */
  readonly source?: string;
  /** The source port, or the id of an echo request: tells this probe from all others. */
  readonly sport: number;
  readonly address: string;
  /** Nothing to ICMP. */
  readonly dport: number;
  readonly payload?: number;
  /** Milliseconds until nothing counts as silence. */
  readonly patience: number;
}

interface AgentMessage {
  readonly id?: number;
  readonly failed?: string;
  readonly kind?: Sight['kind'];
  readonly code?: string;
  readonly saw?: Sighting['at'];
  readonly from?: Sighting['from'];
}

export async function startAgent(machine: Machine, netns: string | undefined): Promise<Agent> {
  const file = join(import.meta.dirname, 'agent.mjs');
  const mortal = ['setpriv', '--pdeathsig', 'TERM', process.execPath, file];
  const [program, ...args] = enter(machine, mortal, netns);
  const child = spawn(program, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: labEnvironment(),
  });
  const waiting = new Map<number, (message: AgentMessage) => void>();
  const sightings: Sighting[] = [];
  const lines = createInterface({ input: child.stdout });
  const [first] = await Promise.race([once(lines, 'line'), once(child, 'close')]);
  if (typeof first !== 'string') throw new Error(`no agent in ${netns ?? machine.name}`);
  lines.on('line', (line) => {
    const message: AgentMessage = JSON.parse(line);
    if (message.saw && message.from) sightings.push({ at: message.saw, from: message.from });
    if (message.id === undefined) return;
    waiting.get(message.id)?.(message);
    waiting.delete(message.id);
  });
  let orders = 0;
  const order = async (what: object): Promise<AgentMessage> => {
    const id = ++orders;
    const message = await new Promise<AgentMessage>((resolve) => {
      waiting.set(id, resolve);
      child.stdin.write(`${JSON.stringify({ id, ...what })}\n`);
    });
    if (message.failed === undefined) return message;
    throw new Error(`${JSON.stringify(what)} in ${netns ?? machine.name}: ${message.failed}`);
  };
  return {
    sightings,
    listen: async (proto, address, port) => {
      await order({ do: 'listen', proto, address, port });
    },
    probe: async (packet) => sightOf(await order({ do: 'probe', ...packet })),
    mark: async (port) => {
      await order({ do: 'mark', proto: 'udp', port });
    },
    forget: async () => {
      await order({ do: 'forget', proto: 'all' });
    },
    stop: () => child.stdin.end(),
  };
}

function sightOf(message: AgentMessage): Sight {
  switch (message.kind) {
    case 'answered':
    case 'refused':
    case 'silent':
      return { kind: message.kind };
    case 'error':
      return { kind: 'error', code: message.code ?? 'unknown' };
    default:
      throw new Error(`no sight: ${JSON.stringify(message)}`);
  }
}
