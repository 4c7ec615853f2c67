import { setTimeout as pause } from 'node:timers/promises';
import { type IsolatedNode, startIsolatedNode, whyNoIsolatedNode } from '../e2e/isolatedNode.ts';
import { type Comparison, comparison } from './compare.ts';

const NAMESPACES = 250;
const MEASURED_SECONDS = 30;
/** USER_HZ, in which /proc/PID/stat counts: 100 on every architecture that has Node.js. */
const TICKS_PER_SECOND = 100;

const BENCHMARK = {
  benchmark: `follow an idle node with ${NAMESPACES} namespaces`,
  peer: 'one percent of a core',
};

/** What `serve --live` and all it started take of a core while nothing happens. */
export async function benchLiveIdle(program: string): Promise<readonly Comparison[]> {
  const why = whyNoIsolatedNode();
  if (why !== undefined) {
    console.error(`${BENCHMARK.benchmark}: skipped, ${why}`);
    return [];
  }
  const node = await startIsolatedNode('bench');
  try {
    await node.run(`for i in $(seq ${NAMESPACES}); do
      ip netns add "pod$i" && ip link add "veth$i" type veth peer name eth0 netns "pod$i" &&
        ip link set "veth$i" up && ip -n "pod$i" link set eth0 up || exit 1
    done`);
    const log = `${node.folder}/log`;
    const serve = `${process.execPath} ${program} serve --live --port 8420`;
    const server = await node.start(`${serve} --data ${node.folder}/data`, log);
    await node.run(`until grep -q Dashboard ${log}; do sleep 0.2; done`);
    await untilQuiet(node, server);
    const before = await ticks(node, server);
    await pause(MEASURED_SECONDS * 1000);
    const spent = ((await ticks(node, server)) - before) / TICKS_PER_SECOND;
    return [comparison(BENCHMARK, '%', [(100 * spent) / MEASURED_SECONDS], [1])];
  } finally {
    await node.stop();
  }
}

/** Addresses settle for some seconds after links came up (duplicate address detection). */
async function untilQuiet(node: IsolatedNode, server: string): Promise<void> {
  for (let i = 0; i < 30; i++) {
    const before = await ticks(node, server);
    await pause(5_000);
    if ((await ticks(node, server)) - before < 0.05 * 5 * TICKS_PER_SECOND) return;
  }
  throw new Error('the followed node does not come to rest');
}

/** Of the server, of what it started and still runs, and of what it started and has ended. */
async function ticks(node: IsolatedNode, server: string): Promise<number> {
  const stats = await node.run('cat /proc/[0-9]*/stat 2>/dev/null || true');
  const followed = stats
    .split('\n')
    .map(fieldsOf)
    .filter(({ pid, parent }) => pid === server || parent === server);
  // The server, ip monitor, nft monitor: nothing measured is no result.
  if (followed.length < 2) throw new Error('the server that is measured has ended');
  return followed.reduce((sum, { own }) => sum + own, 0);
}

/** proc_pid_stat(5): `14 (node) S 1 …`, with utime, stime, cutime and cstime as 14th to 17th. */
function fieldsOf(stat: string): {
  readonly pid: string;
  readonly parent: string | undefined;
  readonly own: number;
} {
  const pid = stat.slice(0, stat.indexOf(' '));
  // The name in parentheses may hold anything; behind it comes the third field.
  const rest = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { pid, parent: rest[1], own: rest.slice(11, 15).reduce((sum, n) => sum + Number(n), 0) };
}
