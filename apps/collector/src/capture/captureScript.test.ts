import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CaptureFiles, readSnapshot, unpackCapture } from '@vethscope/parsers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { scratchFolder } from '../testing/scratchFolder.ts';

const SCRIPT = fileURLToPath(new URL('../../capture/vethscope-capture.sh', import.meta.url));

/** The script reads /proc: there is nothing to try it on elsewhere. */
const isLinux = process.platform === 'linux';

/** Every shell of this machine that may be a node's /bin/sh. */
const SHELLS = [['sh'], ['dash'], ['busybox', 'sh'], ['bash', '--posix'], ['mksh']].filter(
  ([program = '']) => spawnSync(program, ['-c', ':']).status !== null,
);

interface Fakes {
  readonly [program: string]: string;
}

interface Run {
  readonly child: ChildProcess;
  readonly temporary: string;
  readonly output: () => Buffer;
  readonly done: Promise<number | null>;
}

/** Starts it with programs of the test's own in front of the machine's. */
function start(shell: readonly string[], args: readonly string[], fakes: Fakes = {}): Run {
  const folder = scratchFolder();
  const [bin, temporary] = [join(folder, 'bin'), join(folder, 'tmp')];
  for (const made of [bin, temporary]) mkdirSync(made);
  for (const [program, text] of Object.entries(fakes)) {
    writeFileSync(join(bin, program), `#!/bin/sh\n${text}\n`);
    chmodSync(join(bin, program), 0o755);
  }
  const [program = 'sh', ...options] = shell;
  const child = spawn(program, [...options, SCRIPT, ...args], {
    env: { PATH: `${bin}:${process.env['PATH'] ?? ''}`, TMPDIR: temporary, HOME: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const chunks: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, temporary, output: () => Buffer.concat(chunks), done };
}

const HOST_ONLY = ['--netns', 'host', '--without-cluster'];

async function capture(
  shell: readonly string[],
  args: readonly string[],
  fakes: Fakes = {},
): Promise<CaptureFiles> {
  const run = start(shell, args, fakes);
  expect(await run.done).toBe(0);
  expect(readdirSync(run.temporary)).toEqual([]);
  const unpacked = await unpackCapture('node.tar.gz', run.output());
  if (!unpacked.ok) throw new Error(unpacked.reason);
  return unpacked.capture;
}

function textOf(files: CaptureFiles, name: string): string | undefined {
  return files.files.find(({ path }) => path.endsWith(`/${name}`))?.text;
}

describe.skipIf(!isLinux)('the capture script (needs Linux)', () => {
  test.each(SHELLS.map((shell) => [shell.join(' '), shell] as const))(
    'captures the node, with %s',
    async (_, shell) => {
      const files = await capture(shell, HOST_ONLY);
      const snapshot = readSnapshot([files]);
      const [node] = snapshot.nodes;
      const host = node?.namespaces.find(({ name }) => name === 'host');
      expect(host?.links.map(({ name }) => name)).toContain('lo');
      expect(host?.captured).toEqual(
        expect.arrayContaining(['addresses', 'links', 'policyRules4', 'neighbors']),
      );
      expect(node?.capture?.namespaces).toContainEqual(
        expect.objectContaining({ name: 'host', inode: expect.any(Number) }),
      );
      expect(node?.capture?.finishedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      // Standard error of whatever failed stands apart.
      expect(files.files.filter(({ text }) => /Permission denied/.test(text))).toEqual(
        files.files.filter(({ path, text }) => path.endsWith('.stderr') && /Permission/.test(text)),
      );
      // Everything that is in it, the manifest knows.
      const known = new Set(
        node?.capture?.commands.flatMap(({ outcome, stderr }) => [
          ...(outcome.kind === 'notRun' ? [] : [outcome.file]),
          ...(stderr === undefined ? [] : [stderr]),
        ]),
      );
      const unknown = files.files.filter(
        ({ path }) => !known.has(path) && !path.endsWith('/manifest.json'),
      );
      expect(unknown).toEqual([]);
    },
  );

  test('keeps exit code and standard error apart from the output', async () => {
    const files = await capture(['sh'], HOST_ONLY, {
      ipset: 'echo half; echo "Kernel error received: \\"set type\\"" >&2; exit 3',
    });
    expect(textOf(files, 'host/ipset_list')).toBe('half\n');
    expect(textOf(files, 'host/ipset_list.stderr')).toBe('Kernel error received: "set type"\n');
    const run = readSnapshot([files]).nodes[0]?.capture?.commands.find(
      ({ command }) => command === 'ipset list',
    );
    expect(run).toMatchObject({
      outcome: { kind: 'exited', code: 3 },
      stderr: expect.stringMatching(/host\/ipset_list\.stderr$/),
    });
  });

  test('ends a command that hangs, and goes on', async () => {
    const files = await capture(['sh'], HOST_ONLY, {
      // Deaf to the first signal.
      ss: 'trap "" TERM; echo before; while :; do sleep 1; done',
    });
    const { commands = [] } = readSnapshot([files]).nodes[0]?.capture ?? {};
    const outcomes = commands.map(({ command, outcome }) => [command.split(' ')[0], outcome.kind]);
    expect(outcomes).toContainEqual(['ss', 'timedOut']);
    expect(outcomes.at(-1)?.[1]).not.toBe('timedOut');
    expect(textOf(files, 'host/ss_-lntup')).toBe('before\n');
  });

  test('does not wait for what a command leaves behind', async () => {
    const pidFile = join(scratchFolder(), 'pid');
    await capture(['sh'], HOST_ONLY, {
      ipset: `sleep 600 > /dev/null 2>&1 < /dev/null & echo $! > '${pidFile}'`,
    });
    // Still there; what has ended could not be ended.
    process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGKILL');
  });

  test('says what is not installed', async () => {
    const files = await capture(['sh'], ['--netns', 'host'], {
      // Whatever this machine has: none of it works here.
      kubectl: 'echo "The connection to the server localhost:8080 was refused" >&2; exit 1',
    });
    const { commands = [] } = readSnapshot([files]).nodes[0]?.capture ?? {};
    const reasons = new Map(
      commands.flatMap(({ command, outcome }) =>
        outcome.kind === 'notRun' ? [[command, outcome.reason]] : [],
      ),
    );
    expect(reasons.get('kubectl get')).toBe(
      'kubectl has no access to a cluster here: see what it said of the nodes',
    );
    const programs = ['firewall-cmd --list-all-zones', 'NetworkManager --print-config'];
    for (const command of programs) {
      const program = command.split(' ')[0] ?? '';
      const isThere = spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
      expect(reasons.get(command)).toBe(isThere ? undefined : `${program} is not installed`);
    }
  });

  test('asks the runtime and the cluster, where there are any', async () => {
    const files = await capture(['sh'], ['--netns', 'host'], {
      crictl: `case "$*" in
  pods) echo 'POD ID CREATED STATE NAME NAMESPACE ATTEMPT RUNTIME';;
  'pods -q') printf 'abc123\\n../evil\\ndef456\\n';;
  inspectp*) echo "{ \\"asked\\": \\"$*\\" }";;
esac`,
      kubectl: `case "$*" in
  api-resources*) printf 'pods\\nippools.crd.projectcalico.org\\n';;
  *) echo "{ \\"asked\\": \\"$1 $2 $3\\", \\"items\\": [] }";;
esac`,
    });
    // An id that is none never becomes an argument.
    expect(textOf(files, 'cluster/crictl_inspectp')).toContain('inspectp abc123 def456');
    const kubectl = readSnapshot([files])
      .nodes[0]?.capture?.commands.map(({ command }) => command)
      .filter((command) => command.startsWith('kubectl get'));
    expect(kubectl?.map((command) => command.split(' ')[2])).toEqual([
      'nodes',
      'pods',
      'services',
      'endpointslices',
      'networkpolicies',
      'ippools.crd.projectcalico.org',
    ]);
  });

  test('asks for each sandbox by itself where one of them is gone', async () => {
    const files = await capture(['sh'], ['--netns', 'host'], {
      crictl: `case "$*" in
  'pods -q') printf 'aa\\nbb\\n';;
  'inspectp bb') echo '{ "status": { "id": "bb" } }';;
  inspectp*) echo 'not found' >&2; exit 1;;
esac`,
      kubectl: 'exit 1',
    });
    expect(textOf(files, 'cluster/crictl_inspectp')).toBe('');
    expect(textOf(files, 'cluster/crictl_inspectp_aa.stderr')).toBe('not found\n');
    expect(textOf(files, 'cluster/crictl_inspectp_bb')).toContain('"id": "bb"');
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'leaves nothing behind when it is stopped by %s',
    async (signal) => {
      const run = start(['sh'], HOST_ONLY, { ss: 'echo started; exec sleep 600' });
      await until(() => anyFile(run.temporary, 'ss_-lntup'));
      run.child.kill(signal);
      expect(await run.done).not.toBe(0);
      expect(readdirSync(run.temporary)).toEqual([]);
      // What was written by then is no bundle: its last member is missing.
      const unpacked = await unpackCapture('node.tar.gz', run.output());
      const files = unpacked.ok ? unpacked.capture.files : [];
      expect(files.filter(({ path }) => path.endsWith('manifest.json'))).toEqual([]);
    },
  );

  test('leaves nothing behind, however early it is stopped', async () => {
    for (let wait = 0; wait < 30; wait += 3) {
      const run = start(['sh'], HOST_ONLY);
      await new Promise((resolve) => setTimeout(resolve, wait));
      run.child.kill('SIGTERM');
      await run.done;
      expect(readdirSync(run.temporary)).toEqual([]);
    }
  });

  test('ends when nobody reads on', async () => {
    const run = start(['sh'], HOST_ONLY);
    run.child.stdout?.destroy();
    await run.done;
    await until(() => readdirSync(run.temporary).length === 0);
  });

  test.each([
    [['--netns'], '--netns needs a name'],
    [['--nets', 'x'], '--nets is none of its options'],
  ])('refuses %j in one line', (args, reason) => {
    const { status, stdout, stderr } = spawnSync('sh', [SCRIPT, ...args], { encoding: 'utf8' });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(new RegExp(`^vethscope-capture: ${reason} .*\n$`));
  });
});

function anyFile(folder: string, name: string): boolean {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((path) =>
    path.endsWith(name),
  );
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 20));
}
