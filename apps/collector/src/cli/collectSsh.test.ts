import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unpackCapture } from '@vethscope/parsers';
import { describe, expect, test } from 'vitest';
import { bundle, scriptThatPrints } from '../testing/bundles.ts';
import { scratchFolder } from '../testing/scratchFolder.ts';
import { type TestIoOptions, testIo } from '../testing/testIo.ts';
import { run } from './run.ts';

const whole = await bundle();

/**
 * An `ssh` that runs the command on this machine, as a shell of the node would, and notes how it
 * was called. `$host` is the destination: what stands in `behaviour` happens before.
 */
const sshThat = (behaviour: string) => `#!/bin/sh
while [ "$1" != -- ]; do options="$options $1"; shift; done
host=$2
notes=$NOTES/$(echo "$host" | tr / _)
echo "$options" > "$notes.options"
echo "$3" > "$notes.command"
export host
${behaviour}
exec sh -c "$3"
`;

interface Hosts {
  readonly ssh?: string;
  /** Of the user on the node. */
  readonly uid?: number;
  readonly sudo?: 'works' | 'asks for a password';
  readonly script?: string;
  readonly more?: TestIoOptions;
  /** Ctrl-C, once the folder has these bundles. */
  readonly stopWhen?: (bundles: readonly string[]) => boolean;
}

/** `vethscope collect …` in a folder of its own, where `ssh` is the one above. */
async function collect(argv: readonly string[], hosts: Hosts = {}) {
  const { ssh = '', uid = 0, sudo = 'asks for a password', script, more, stopWhen } = hosts;
  const [cwd, bin, notes] = [scratchFolder(), scratchFolder(), scratchFolder()];
  const program = (name: string, text: string) => {
    writeFileSync(join(bin, name), text);
    chmodSync(join(bin, name), 0o755);
  };
  program('ssh', sshThat(ssh));
  program('id', `#!/bin/sh\necho ${uid}\n`);
  program(
    'sudo',
    sudo === 'works'
      ? '#!/bin/sh\n[ "$1" = -n ] && shift && IS_SUDO=yes exec "$@"\n'
      : '#!/bin/sh\necho "sudo: a password is required" >&2; exit 1\n',
  );
  const io = testIo({
    captureScript: script ?? scriptThatPrints(whole),
    cwd,
    env: { PATH: `${bin}:${process.env['PATH']}`, NOTES: notes },
    ...more,
  });
  const running = run(['collect', ...argv], io.io);
  while (stopWhen !== undefined) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (!stopWhen(readdirSync(cwd).filter((name) => name.endsWith('.tar.gz')))) continue;
    io.stop('SIGINT');
    break;
  }
  const exitCode = await running;
  return {
    exitCode,
    stderr: io.stderr().replaceAll(`${cwd}/`, ''),
    stdout: io.stdoutBytes(),
    files: readdirSync(cwd),
    options: (host: string) => readFileSync(join(notes, `${host}.options`), 'utf8').trim(),
    command: (host: string) => readFileSync(join(notes, `${host}.command`), 'utf8'),
    called: () => readdirSync(notes).length > 0,
  };
}

/** Each host is a node of its own, called as it is addressed. */
const ownBundles = async (hosts: readonly string[]) => {
  const cases = await Promise.all(
    hosts.map(async (host) => `${host}) ${scriptThatPrints(await bundle({ node: host }))};;\n`),
  );
  return `case $host in\n${cases.join('')}esac\n`;
};

describe('one host', () => {
  test('the archive comes back byte for byte, with what to know about it', async () => {
    const result = await collect(['--ssh', 'root@worker1']);
    expect(result).toMatchObject({ exitCode: 0, files: [] });
    expect(result.stdout).toEqual(Buffer.from(whole));
    expect(result.stderr).toMatch(
      /^vethscope: root@worker1: standard output: \d+ bytes, 2 of 3 namespaces, 4 of 6 commands\n/,
    );
  });

  test('ssh may ask for a password; no terminal, agent or X11 goes to the node', async () => {
    const { options } = await collect(['--ssh', 'worker1', '--connect-timeout', '3']);
    expect(options('worker1')).toBe(
      '-T -a -x -o ConnectTimeout=3 -o ServerAliveInterval=10 -o ServerAliveCountMax=3',
    );
  });

  test('nothing that was typed is in the text that the node runs', async () => {
    const namespaces = ['$(reboot)', "a' b"].map((name, i) => ({
      name,
      folder: `netns/net-${i}`,
      inode: i,
      names: [],
      state: 'captured',
    }));
    const script = `printf '<%s>' "$@" >&2\n${scriptThatPrints(await bundle({ namespaces }))}`;
    const plain = await collect(['--ssh', 'worker1']);
    const typed = await collect(
      ['--ssh', 'worker1', '--netns', '$(reboot)', '--netns', "a' b", '--without-cluster'],
      { script },
    );
    expect(typed.command('worker1')).toBe(plain.command('worker1'));
    expect(typed.stderr).toContain(
      "it said: <--netns><$(reboot)><--netns><a' b><--without-cluster>\n",
    );
  });

  test.each([
    [{ uid: 0 }, 'as itself'],
    [{ uid: 1000, sudo: 'works' }, 'with sudo'],
    [{ uid: 1000, sudo: 'asks for a password' }, 'as itself'],
  ] as const)('%j: the script runs %s', async (user, how) => {
    const script = `[ "\${IS_SUDO:-}" ] && echo 'with sudo' >&2 || echo 'as itself' >&2\n`;
    const { stderr } = await collect(['--ssh', 'worker1'], {
      ...user,
      script: script + scriptThatPrints(whole),
    });
    expect(stderr).toContain(`worker1: it said: ${how}\n`);
  });

  test('without root it says how to get it', async () => {
    const script = scriptThatPrints(await bundle({ user: 'alice' }));
    const { stderr } = await collect(['--ssh', 'alice@worker1'], { uid: 1000, script });
    expect(stderr).toContain(
      'alice@worker1: captured as alice, not as root: log in as root, or allow sudo without a password, to see into namespaces and iptables\n',
    );
  });

  test.each([
    [
      'a host that refuses',
      'echo "ssh: connect to host worker1 port 22: Connection refused" >&2; exit 255',
      'nothing came back: ssh ended with exit code 255: ssh: connect to host worker1 port 22: Connection refused',
    ],
    [
      'a connection that is lost',
      `${scriptThatPrints(whole.subarray(0, 100))}echo "client_loop: send disconnect: Broken pipe" >&2; exit 255`,
      'the capture broke off: ssh ended with exit code 255: client_loop: send disconnect: Broken pipe',
    ],
    [
      'a log-in that prints something',
      "echo 'Last login: today'",
      'what came back is no archive, it begins with "Last login: today" (a shell that prints something at log-in?)',
    ],
    [
      'standard error without an end',
      'yes "Warning: remote port forwarding failed" | head -c 3000000 >&2; echo >&2; printf "the\\033[2Jlast" >&2; exit 255',
      'nothing came back: ssh ended with exit code 255: the?[2Jlast',
    ],
  ])('%s: no file, one line, exit 2', async (_, ssh, reason) => {
    const more: TestIoOptions = { terminals: ['stdout'] };
    const result = await collect(['--ssh', 'worker1'], { ssh, more });
    expect(result).toMatchObject({
      exitCode: 2,
      files: [],
      stderr: `vethscope: worker1: ${reason}\n`,
    });
  });

  test('no ssh here: one line, exit 2', async () => {
    const more: TestIoOptions = { env: { PATH: '/nonexistent' } };
    expect(await collect(['--ssh', 'worker1'], { more })).toMatchObject({
      exitCode: 2,
      stderr: 'vethscope: worker1: ssh is not installed here, or not in PATH\n',
    });
  });

  test.each([
    '-oProxyCommand=touch x',
    '-oProxyCommand=x',
    'root@-oProxyCommand=x',
    'a;b',
    'a b',
    'a\nb',
    '$(id)',
    '`id`',
    "worker1'",
    '',
  ])('%j is no destination: ssh is not even called', async (destination) => {
    const result = await collect([`--ssh=${destination}`]);
    expect(result.exitCode).toBe(2);
    expect(result.called()).toBe(false);
    expect(result.stderr).toMatch(/^vethscope: option '--ssh [^\n]+\n$/);
  });

  test.each([
    'worker1',
    'root@10.0.0.11',
    'DOMAIN\\user@worker1',
    'fe80::1%eth0',
    'ssh://root@worker1:2222',
  ])('%s is one', async (destination) => {
    expect(await collect(['--ssh', destination])).toMatchObject({ exitCode: 0 });
  });
});

describe('several hosts', () => {
  const hosts = ['worker1', 'worker2', 'worker3'];
  const argv = hosts.flatMap((host) => ['--ssh', host]);

  test('each into a file of its own, without questions', async () => {
    const result = await collect(argv, { script: await ownBundles(hosts) });
    expect(result.exitCode).toBe(0);
    expect(result.files).toEqual(hosts.map((host) => `vethscope-${host}-20261124T181804Z.tar.gz`));
    for (const host of hosts) {
      expect(result.options(host)).toMatch(/ -o BatchMode=yes$/);
      expect(result.stderr).toContain(`vethscope: ${host}: vethscope-${host}-20261124T181804Z`);
    }
  });

  test('-o is a folder, made if need be', async () => {
    const folder = join(scratchFolder(), 'of', 'today');
    const result = await collect([...argv, '-o', folder], { script: await ownBundles(hosts) });
    expect(result).toMatchObject({ exitCode: 0, files: [] });
    expect(readdirSync(folder)).toHaveLength(3);
  });

  test('nodes of one name do not take each other’s file', async () => {
    const result = await collect(argv);
    expect(result.files).toHaveLength(3);
  });

  test('one that fails does not lose the others: exit 1, a line for it', async () => {
    const result = await collect(argv, {
      script: await ownBundles(hosts),
      ssh: '[ "$host" != worker2 ] || { echo "Permission denied (publickey)." >&2; exit 255; }',
    });
    expect(result.exitCode).toBe(1);
    expect(result.files).toHaveLength(2);
    expect(result.stderr.split('\n').filter((line) => line.includes('worker2'))).toEqual([
      'vethscope: worker2: nothing came back: ssh ended with exit code 255: Permission denied (publickey).',
    ]);
  });

  test('where all fail: exit 2, a line for each', async () => {
    const result = await collect(argv, { ssh: 'exit 255' });
    expect(result).toMatchObject({ exitCode: 2, files: [] });
    expect(result.stderr).toBe(
      hosts
        .map((host) => `vethscope: ${host}: nothing came back: ssh ended with exit code 255\n`)
        .join(''),
    );
  });

  test('interrupted: what is whole stays, of the rest there is nothing: exit 130', async () => {
    const marks = scratchFolder();
    const result = collect(argv, {
      script: await ownBundles(hosts),
      ssh: `[ "$host" = worker1 ] || { : > ${marks}/$host; exec sleep 1000; }`,
      stopWhen: (files) => files.length > 0 && readdirSync(marks).length === 2,
    });
    expect(await result).toMatchObject({
      exitCode: 130,
      files: ['vethscope-worker1-20261124T181804Z.tar.gz'],
      stderr: expect.stringMatching(
        /vethscope: worker2: interrupted: nothing is kept\nvethscope: worker3: interrupted: nothing is kept\n$/,
      ),
    });
  });

  test('archives of several cannot go to standard output', async () => {
    expect(await collect([...argv, '-o', '-'])).toMatchObject({
      exitCode: 2,
      stderr: 'vethscope: -o -: several archives cannot go to standard output: name a folder\n',
    });
  });

  test('on a terminal there is a line for each, and the report at the end', async () => {
    const result = await collect(argv, {
      script: await ownBundles(hosts),
      more: { terminals: ['stderr'] },
    });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what moves the cursor
    const [screen = '', report = ''] = result.stderr.split(/\u001b\[\d+A(?!.*\u001b\[\d+A)/s);
    expect(screen).toContain('\u001b[2Kvethscope: worker1: connecting\n');
    const last = report.replaceAll('\u001b[2K', '');
    expect(last.split('\n').slice(0, 3)).toEqual(hosts.map((host) => `vethscope: ${host}: done`));
    expect(last).toContain('\nvethscope: worker3: vethscope-worker3-20261124T181804Z.tar.gz: ');
  });
});

test('--redact: a value has the same token in the bundles of all hosts', async () => {
  const hosts = ['worker1', 'worker2'];
  const folder = scratchFolder();
  const argv = ['--redact', '-o', folder, ...hosts.flatMap((host) => ['--ssh', host])];
  const result = await collect(argv, { script: await ownBundles(hosts) });
  expect(result.exitCode).toBe(0);
  const captures = await Promise.all(
    readdirSync(folder).map(async (name) => unpackCapture(name, readFileSync(join(folder, name)))),
  );
  const manifests = captures.map((read) => {
    const text = read.ok ? read.capture.files.find(({ path }) => path.endsWith('.json'))?.text : '';
    return JSON.parse(text ?? '');
  });
  const [first, second] = manifests;
  expect(manifests).toHaveLength(2);
  expect(first.node).not.toBe(second.node);
  expect(first.namespaces[1].name).toMatch(/^netns-[0-9a-f]{4}$/);
  expect(second.namespaces[1].name).toBe(first.namespaces[1].name);
  expect(JSON.stringify(captures)).not.toMatch(/worker[12]|blue/);
});

test('--redact: what came from the hosts that answered is kept, and only what is redacted', async () => {
  const folder = scratchFolder();
  const argv = ['--redact', '-o', folder, '--ssh', 'worker1', '--ssh', 'worker2'];
  const result = await collect(argv, { ssh: '[ "$host" = worker1 ] || exit 255' });
  expect(result.exitCode).toBe(1);
  expect(result.stderr).toMatch(/worker2: nothing came back: ssh ended with exit code 255/);
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^vethscope-node-[0-9a-f]{4}-/)]);
});
