import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * A machine made of namespaces: network, mounts, host name and processes of its own, an empty /run,
 * and its own /proc and /sys. It lives as long as this process does: its first process reads a pipe
 * from here and ends with it, and the kernel then ends all others, and every namespace with them.
 */
export interface Machine {
  readonly name: string;
  /** Outside of the machine, a process in its network namespace: for `ip link … netns PID`. */
  readonly pid: number;
  /** Resolves when nothing of it is left. */
  stop(): Promise<void>;
}

const NAMESPACES = ['--net', '--mount', '--uts', '--ipc', '--pid', '--fork', '--mount-proc'];

/** What the machine's first process runs. Argument: the host name. */
const BOOT = `
set -e
echo "$1" > /proc/sys/kernel/hostname
# The outer /run with all that is mounted in it: names of namespaces that this machine has not.
while read -r _ _ _ _ at _; do
  case $at in /run | /run/*) umount -l "$at" 2> /dev/null || : ;; esac
done < /proc/self/mountinfo
mount -t tmpfs tmpfs /run
mkdir -p /run/netns
[ "$(readlink -f /var/run)" = /run ] || mount --bind /run /var/run
# Not everywhere allowed; /sys then goes on showing the interfaces outside.
mount -t sysfs sysfs /sys 2> /dev/null || :
ip link set lo up
echo ready
exec cat > /dev/null
`;

/** Throws with what `unshare` or the boot script said. */
export async function startMachine(name: string): Promise<Machine> {
  const argv = [...NAMESPACES, '--kill-child', 'sh', '-c', BOOT, 'boot', name];
  const init = spawn('unshare', argv, { stdio: 'pipe', env: labEnvironment() });
  const complaints: Buffer[] = [];
  init.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
  const ended = once(init, 'close');
  const ready = await Promise.race([
    once(init.stdout, 'data').then(() => true),
    ended.then(() => false),
  ]);
  if (!ready || init.pid === undefined) {
    throw new Error(`the machine ${name} did not start: ${Buffer.concat(complaints)}`);
  }
  // A worker of a test runner would live on when the runner is killed.
  const end = (): void => {
    init.stdin.destroy();
  };
  process.once('disconnect', end);
  const stop = async (): Promise<void> => {
    process.off('disconnect', end);
    end();
    // The kernel lets the first process go when all others are gone.
    await ended;
  };
  return { name, pid: init.pid, stop };
}

/** The command line that runs `argv` in the machine, in one of the namespaces it has named if given. */
export function enter(
  { pid }: Machine,
  argv: readonly string[],
  netns?: string,
): readonly [string, ...string[]] {
  const own = (file: string): string => `/proc/${pid}/ns/${file}`;
  return [
    'nsenter',
    ...[
      `--net=${own('net')}`,
      `--mount=${own('mnt')}`,
      `--uts=${own('uts')}`,
      `--ipc=${own('ipc')}`,
    ],
    // unshare itself stays outside of the PID namespace that it made.
    ...[`--pid=${own('pid_for_children')}`, '--'],
    ...(netns === undefined ? [] : ['nsenter', `--net=/run/netns/${netns}`, '--']),
    ...argv,
  ];
}

/** No proxies, no locale of the developer's own; the paths in which Debian has ip and iptables. */
export function labEnvironment(): NodeJS.ProcessEnv {
  const { PATH = '', HOME = '/' } = process.env;
  return { PATH: `${PATH}:/usr/sbin:/sbin`, HOME, LC_ALL: 'C' };
}
