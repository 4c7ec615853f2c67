import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A node of its own: network, mount, PID and host name namespaces that end with it. */
export interface IsolatedNode {
  /** Runs shell commands in there; resolves to what they print. Rejects when one fails. */
  readonly run: (commands: string) => Promise<string>;
  /** Starts a program in there that goes on; its output is in the file `log`. Resolves to its id. */
  readonly start: (command: string, log: string) => Promise<string>;
  /** Makes a port in there reachable at the resolved one out here, over a Unix socket. */
  readonly reach: (port: number) => Promise<number>;
  readonly folder: string;
  readonly stop: () => Promise<void>;
}

/** Why no such node can be made here; `undefined`: it can. */
export function whyNoIsolatedNode(): string | undefined {
  if (process.platform !== 'linux') return 'needs Linux';
  return process.getuid?.() === 0 ? undefined : 'needs root: namespaces of its own';
}

const SETUP = `set -e
mount --make-rprivate /
mount -t tmpfs tmpfs /run
mkdir /run/netns
ip link set lo up
hostname vsl-node
set +e`;

const DONE = 'vsl-done';

/** A shell in namespaces of its own, which is fed command by command: PID 1 in there. */
export async function startIsolatedNode(): Promise<IsolatedNode> {
  const folder = mkdtempSync(join(tmpdir(), 'vsl-'));
  const shell = spawn(
    'unshare',
    ['--net', '--mount', '--pid', '--uts', '--fork', '--mount-proc', '--kill-child', 'sh'],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const lines = createInterface({ input: shell.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<void>((resolve) => shell.once('close', () => resolve()));

  const run = async (commands: string): Promise<string> => {
    shell.stdin.write(`{ ${commands}\n} < /dev/null 2>&1; echo "${DONE} $?"\n`);
    const printed: string[] = [];
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error('the node is gone');
      const code = new RegExp(`^${DONE} (\\d+)$`).exec(value)?.[1];
      if (code === '0') return printed.join('\n');
      if (code !== undefined) throw new Error(`${commands}: ${printed.join(' ')} (${code})`);
      printed.push(value);
    }
  };
  await run(SETUP);

  const closing: (() => void)[] = [];
  return {
    run,
    folder,
    start: (command, log) => run(`${command} > ${log} 2>&1 & echo $!`),
    reach: async (port) => {
      const socket = join(folder, `${port}.sock`);
      const relay = `const { connect, createServer } = require('node:net');
        createServer((near) => {
          const far = connect(${port}, '127.0.0.1');
          near.pipe(far).pipe(near);
          for (const end of [near, far]) end.on('error', () => { near.destroy(); far.destroy(); });
        }).listen(${JSON.stringify(socket)});`;
      await run(`${process.execPath} -e ${quoted(relay)} &`);
      await run(`until [ -S ${socket} ]; do sleep 0.05; done`);
      const server = createServer((near) => {
        const far = connect(socket);
        near.pipe(far).pipe(near);
        for (const end of [near, far]) {
          end.on('error', () => undefined);
          end.on('close', () => {
            near.destroy();
            far.destroy();
          });
        }
      });
      closing.push(() => server.close());
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const address = server.address();
      return typeof address === 'object' && address !== null ? address.port : 0;
    },
    stop: async () => {
      for (const close of closing) close();
      // With PID 1 everything in there ends.
      shell.stdin.end();
      shell.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
