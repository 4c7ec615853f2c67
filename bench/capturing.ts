import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { enter, labEnvironment, type Machine, startMachine } from '@vethscope/lab/machine.ts';
import { readSnapshot, unpackCapture } from '@vethscope/parsers';
import { type Comparison, comparison } from './compare.ts';

const NAMESPACES = 250;
const RUNS = 3;

/** For root, since namespaces are made. A machine's worth of pods, captured by the script and by a plain loop over the same commands. */
export async function benchCapturing(program: string): Promise<readonly Comparison[]> {
  const script = join(dirname(program), '../capture/vethscope-capture.sh');
  const machine = await startMachine('bench');
  try {
    await measured(machine, ['sh', '-c', PODS, 'pods', String(NAMESPACES)]);
    const capture = ['sh', script, '--without-cluster'];
    const loop = ['sh', '-c', LOOP, 'loop', ...(await commandsOf(machine, capture))];
    const ours: Measured[] = [];
    const theirs: Measured[] = [];
    for (let i = 0; i < RUNS; i++) {
      ours.push(await measured(machine, capture));
      theirs.push(await measured(machine, loop));
    }
    const pair = {
      benchmark: `capture ${NAMESPACES} namespaces`,
      peer: '`ip netns exec` for each of the same commands',
    };
    const memory = { ...pair, benchmark: `${pair.benchmark}: memory of all processes` };
    return [
      comparison(pair, 'ms', ours.map(milliseconds), theirs.map(milliseconds)),
      comparison(memory, 'MiB', ours.map(mebibytes), theirs.map(mebibytes)),
    ];
  } finally {
    await machine.stop();
  }
}

/** As many namespaces as asked for, each with a veth to the machine's own. */
const PODS = `
set -e
i=0
while [ $i -lt "$1" ]; do
  ip netns add "pod-$i"
  ip link add "veth$i" type veth peer name eth0 netns "pod-$i"
  ip link set "veth$i" up
  ip -n "pod-$i" link set lo up
  ip -n "pod-$i" link set eth0 up
  ip -n "pod-$i" addr add "10.85.$((i / 250)).$((i % 250 + 1))/32" dev eth0
  i=$((i + 1))
done
`;

/** What somebody would type: its arguments are command lines. */
const LOOP = `
for netns in $(ip netns list | cut -d ' ' -f 1); do
  for command in "$@"; do ip netns exec "$netns" $command; done
done
`;

/** What the script runs in a namespace, or finds out otherwise. */
async function commandsOf(
  machine: Machine,
  capture: readonly string[],
): Promise<readonly string[]> {
  const child = inMachine(machine, capture);
  const unpacked = await unpackCapture('bench.tar.gz', await buffer(child.stdout));
  if (!unpacked.ok) throw new Error(unpacked.reason);
  const [node] = readSnapshot([unpacked.capture]).nodes;
  const runs = node?.capture?.commands.filter(({ netns }) => netns === 'pod-0') ?? [];
  return runs.map(({ command }) => command);
}

interface Measured {
  readonly milliseconds: number;
  /** The highest sum of the resident sizes of all of its processes that was seen. */
  readonly mebibytes: number;
}

const milliseconds = (one: Measured): number => one.milliseconds;
const mebibytes = (one: Measured): number => one.mebibytes;

async function measured(machine: Machine, argv: readonly string[]): Promise<Measured> {
  const started = performance.now();
  const child = inMachine(machine, argv);
  child.stdout.resume();
  let peak = 0;
  const sampling = setInterval(() => {
    peak = Math.max(peak, residentBytes(child.pid ?? 0));
  }, 20);
  const [code] = await once(child, 'close');
  clearInterval(sampling);
  if (code !== 0) throw new Error(`${argv.slice(0, 3).join(' ')} ended with ${code}`);
  return { milliseconds: performance.now() - started, mebibytes: peak / 2 ** 20 };
}

function inMachine(machine: Machine, argv: readonly string[]) {
  const [program, ...args] = enter(machine, argv);
  return spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'], env: labEnvironment() });
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly bytes: number;
}

/** Of all that descend from a process; one that ends meanwhile counts for nothing. */
function residentBytes(root: number): number {
  const childrenOf = new Map<number, Process[]>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const process = processOf(name);
    if (process === undefined) continue;
    const siblings = childrenOf.get(process.parent);
    if (siblings) siblings.push(process);
    else childrenOf.set(process.parent, [process]);
  }
  const below = (pid: number): number =>
    (childrenOf.get(pid) ?? []).reduce((sum, child) => sum + child.bytes + below(child.pid), 0);
  return below(root);
}

const PAGE = 4096;

/** proc(5): `812 (ip) R 811 …`; the state is field 3, the parent 4, the resident pages 24. */
function processOf(name: string): Process | undefined {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { pid: Number(name), parent: Number(fields[1]), bytes: Number(fields[21]) * PAGE };
  } catch {
    return undefined;
  }
}
