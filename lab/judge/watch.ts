import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { enter, labEnvironment } from '../machine.ts';
import { run } from '../run.ts';
import { kernelRules } from './kernelRules.ts';
import type { MonitorPacket } from './monitorLine.ts';
import { readMonitorLine } from './monitorLine.ts';
import type { KernelStep, Place } from './probe.ts';

/** A packet's way through one of the kernel's chains, and those that it led to. */
export interface ChainRun {
  readonly family: string;
  readonly table: string;
  /** The built-in chain. */
  readonly chain: string;
  readonly packet: MonitorPacket;
  readonly steps: KernelStep[];
}

export interface Watch {
  /** Since the watch began, in the kernel's order. */
  readonly runs: readonly ChainRun[];
  /** `ip nat PREROUTING`: those that the kernel has. */
  readonly chains: ReadonlySet<string>;
  /** How often the kernel had more to tell than there was room for. */
  losses(): number;
  /** A port that no datagram has been sent to, and when the first one is seen. */
  nextMark(): { readonly port: number; readonly seen: Promise<void> };
  /** Leaves no trace of itself in the namespace. */
  stop(): Promise<void>;
}

/** The table that asks for traces; nothing of it is told. */
export const JUDGE = 'judge';

/** Of datagrams that are traced and go no further. */
const MARK_PORTS = { from: 20_000, to: 29_999 };

/**
 * Before all tables of iptables, and before the last of POSTROUTING to
 * tell what leaves. Neighbour discovery is left out, and what the kernel sends by
 * itself; errors are no part of a probe's way.
 */
const TABLE = `table inet ${JUDGE}
delete table inet ${JUDGE}
table inet ${JUDGE} {
  chain prerouting {
    type filter hook prerouting priority -500
    jump chosen
  }
  chain postrouting {
    type filter hook postrouting priority 99
  }
  chain output {
    type filter hook output priority -500
    jump chosen
    udp dport ${MARK_PORTS.from}-${MARK_PORTS.to} drop
  }
  chain chosen {
    meta l4proto { tcp, udp } meta nftrace set 1
    icmp type { echo-request, echo-reply } meta nftrace set 1
    icmpv6 type { echo-request, echo-reply } meta nftrace set 1
  }
}
`;

/** Has the kernel tell which rules packets match in a namespace, whose rules do not change any more. */
export async function watch({ machine, netns }: Place): Promise<Watch> {
  await run(machine, ['nft', '-f', '-'], { input: TABLE, ...(netns !== undefined && { netns }) });
  const { numbers, chains } = await kernelRules(machine, netns);
  const monitor = ['setpriv', '--pdeathsig', 'TERM', 'nft', '-a', '-nn', 'monitor', 'trace'];
  const [program, ...args] = enter(machine, monitor, netns);
  const child = spawn(program, args, {
    // It complains there of targets that it cannot spell, and tells their rules all the same.
    stdio: ['ignore', 'pipe', 'ignore'],
    env: labEnvironment(),
  });
  const ended = once(child, 'close');
  const runs: ChainRun[] = [];
  const current = new Map<string, ChainRun>();
  const waiting = new Map<number, () => void>();
  let mark = MARK_PORTS.from;
  let losses = 0;
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = readMonitorLine(text);
    switch (line.kind) {
      case 'packet': {
        const { family, table, chain } = line;
        const packet = wellRead(line, current.get(line.id)?.packet);
        const run: ChainRun = { family, table, chain, packet, steps: [] };
        current.set(line.id, run);
        if (isMark(packet)) waiting.get(packet.dport ?? 0)?.();
        else runs.push(run);
        break;
      }
      case 'rule':
      case 'policy': {
        const step = readStep(line);
        if (step) current.get(line.id)?.steps.push(step);
        break;
      }
      case 'lost':
        losses++;
        break;
      case 'other':
        break;
    }
  });
  return {
    runs,
    chains,
    losses: () => losses,
    nextMark: () => {
      mark = mark === MARK_PORTS.to ? MARK_PORTS.from : mark + 1;
      const port = mark;
      const seen = new Promise<void>((resolve) => {
        waiting.set(port, resolve);
      });
      return { port, seen: seen.finally(() => waiting.delete(port)) };
    },
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
      const away = ['nft', 'delete', 'table', 'inet', JUDGE];
      await run(machine, away, { ...(netns !== undefined && { netns }) });
    },
  };

  function readStep(
    line: Extract<ReturnType<typeof readMonitorLine>, { kind: 'rule' | 'policy' }>,
  ): KernelStep | undefined {
    const { family, table, chain, verdict } = line;
    if (family !== 'ip' && family !== 'ip6') return undefined;
    if (line.kind === 'policy') return { kind: 'policy', family, table, chain, verdict };
    const rule = numbers.get(`${family} ${table} ${line.handle}`);
    if (rule === undefined)
      throw new Error(`${netns}: no rule of ${table} has handle ${line.handle}`);
    return { kind: 'rule', family, table, chain, rule, verdict };
  }
}

function isMark({ proto, dport = 0 }: MonitorPacket): boolean {
  return proto === 'udp' && dport >= MARK_PORTS.from && dport <= MARK_PORTS.to;
}

/**
 * nft takes IPv4 around IPv6 for IPv6, by an Ethernet header that is left from what is inside: the
 * packet is still the one with that id.
 */
function wellRead(
  { family, chain, packet }: Extract<ReturnType<typeof readMonitorLine>, { kind: 'packet' }>,
  before: MonitorPacket | undefined,
): MonitorPacket {
  const isMisread =
    family === 'inet'
      ? chain === 'postrouting'
      : packet.source.includes(':') !== (family === 'ip6');
  if (!isMisread || !before) return packet;
  const { iif: _, oif: __, ...same } = before;
  return {
    ...same,
    ...(packet.iif !== undefined && { iif: packet.iif }),
    ...(packet.oif !== undefined && { oif: packet.oif }),
  };
}
