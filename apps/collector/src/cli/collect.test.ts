import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unpackCapture } from '@vethscope/parsers';
import { describe, expect, test } from 'vitest';
import { bundle, MANIFEST, OUTPUTS, packed, scriptThatPrints, TOP } from '../testing/bundles.ts';
import { scratchFolder } from '../testing/scratchFolder.ts';
import { type TestIoOptions, testIo } from '../testing/testIo.ts';
import { run } from './run.ts';

const whole = await bundle();
const noManifest = await packed(OUTPUTS);
const badManifest = await packed([{ path: `${TOP}/manifest.json`, text: '{' }]);
const { PATH } = process.env;

/** `vethscope collect …` in a folder of its own, with a capture script for this node. */
async function collect(captureScript: string, argv: readonly string[], more: TestIoOptions = {}) {
  const cwd = scratchFolder();
  const io = testIo({ captureScript, cwd, env: { PATH }, ...more });
  const exitCode = await run(['collect', ...argv], io.io);
  return {
    exitCode,
    stderr: io.stderr().replaceAll(`${cwd}/`, ''),
    stdout: io.stdoutBytes(),
    files: readdirSync(cwd),
    read: (name: string) => readFileSync(join(cwd, name)),
  };
}

const onTerminal: TestIoOptions = { terminals: ['stdout'] };

describe('where the bundle goes', () => {
  test('on a terminal: into a file named after node and time, with a report', async () => {
    const result = await collect(scriptThatPrints(whole), [], onTerminal);
    expect(result).toMatchObject({ exitCode: 0, files: [`${TOP}.tar.gz`] });
    expect(result.read(`${TOP}.tar.gz`)).toEqual(Buffer.from(whole));
    expect(result.stdout).toHaveLength(0);
    expect(result.stderr).toBe(
      [
        `vethscope: ${TOP}.tar.gz: ${whole.length} bytes, 2 of 3 namespaces, 4 of 6 commands`,
        'vethscope: not captured: it vanished before it could be entered (gone)',
        'vethscope: not run: ipset is not installed (ipset list; 2 times)',
        'vethscope: failed with exit code 1 (crictl pods)',
        'vethscope: ended after its time limit (kubectl get nodes -o json)',
        '',
      ].join('\n'),
    );
  });

  test('a second one of the same second does not replace the first', async () => {
    const cwd = scratchFolder();
    for (let count = 0; count < 3; count++) {
      await collect(scriptThatPrints(whole), [], { ...onTerminal, cwd });
    }
    expect(readdirSync(cwd)).toEqual([`${TOP}-2.tar.gz`, `${TOP}-3.tar.gz`, `${TOP}.tar.gz`]);
  });

  test.each([
    ['into a pipe without -o', [], {}],
    ['with -o -', ['-o', '-'], onTerminal],
  ])('%s: to standard output, byte for byte', async (_, argv, more) => {
    const result = await collect(scriptThatPrints(whole), argv, more);
    expect(result).toMatchObject({ exitCode: 0, files: [] });
    expect(result.stdout).toEqual(Buffer.from(whole));
    expect(result.stderr).toMatch(/^vethscope: standard output: \d+ bytes, 2 of 3 namespaces/);
  });

  test('-o FILE replaces an older one, -o FOLDER puts it inside', async () => {
    const folder = scratchFolder();
    const file = join(folder, 'node.tar.gz');
    writeFileSync(file, 'older');
    mkdirSync(join(folder, 'captures'));
    expect(await collect(scriptThatPrints(whole), ['-o', file])).toMatchObject({ exitCode: 0 });
    expect(readFileSync(file)).toEqual(Buffer.from(whole));
    await collect(scriptThatPrints(whole), ['-o', join(folder, 'captures')]);
    expect(readdirSync(join(folder, 'captures'))).toEqual([`${TOP}.tar.gz`]);
  });

  test('a node cannot choose another folder by its name', async () => {
    const node = '../../etc/\u001b[31mcron';
    const result = await collect(scriptThatPrints(await bundle({ node })), [], onTerminal);
    expect(result.files).toEqual(['vethscope-.._.._etc___31mcron-20261124T181804Z.tar.gz']);
  });

  test('a node without gzip sends a plain tar, which is packed here', async () => {
    const plain = `${scriptThatPrints(whole).trimEnd().replace("<< 'BYTES'", "<< 'BYTES' | gzip -dc")}\n`;
    const result = await collect(plain, ['-o', '-']);
    expect(result.exitCode).toBe(0);
    expect(result.stdout.subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
  });
});

describe('what is asked of the script', () => {
  test('namespaces and the cluster, a word each', async () => {
    const netns = { name: 'a b$(id)', folder: 'netns/net-4026532300', inode: 4026532300 };
    const [host] = MANIFEST.namespaces;
    const namespaces = [...(host ? [host] : []), { ...netns, names: [], state: 'captured' }];
    const script = `printf '<%s>' "$@" >&2\n${scriptThatPrints(await bundle({ namespaces }))}`;
    const argv = ['--netns', 'host', '--netns', 'a b$(id)', '--without-cluster'];
    const { stderr } = await collect(script, argv);
    expect(stderr).toContain('it said: <--netns><host><--netns><a b$(id)><--without-cluster>\n');
  });

  test.each([
    ['nosuch', 'no namespace has that name'],
    ['gone', 'not captured: it vanished before it could be entered'],
    ['second', 'it goes by green here: ask for that'],
  ])('--netns %s, which is not in the bundle: nothing is written', async (name, why) => {
    const green = { name: 'green', folder: 'netns/green', inode: 4026532300 };
    const alias = { ...green, names: ['green', 'second'], state: 'left out' };
    const bytes = await bundle({ namespaces: [...MANIFEST.namespaces, alias] });
    const file = join(scratchFolder(), 'node.tar.gz');
    writeFileSync(file, 'older');
    for (const redact of [[], ['--redact']]) {
      const argv = ['--netns', 'blue', '--netns', name, '-o', file, ...redact];
      const { exitCode, stderr } = await collect(scriptThatPrints(bytes), argv);
      expect({ exitCode, stderr }).toEqual({
        exitCode: 2,
        stderr: `vethscope: --netns ${name}: ${why}\n`,
      });
    }
    expect(readFileSync(file, 'utf8')).toBe('older');
  });

  test('--netns with any name of a namespace that was captured', async () => {
    const [host] = MANIFEST.namespaces;
    const namespaces = host ? [{ ...host, names: ['default'] }] : [];
    const script = scriptThatPrints(await bundle({ namespaces }));
    expect((await collect(script, ['--netns', 'default'])).exitCode).toBe(0);
  });

  test('--print-script prints it', async () => {
    const result = await collect('#!/bin/sh\necho\n', ['--print-script']);
    expect(result.stdout.toString()).toBe('#!/bin/sh\necho\n');
  });

  test.each([
    [['--netns', ''], 'It is empty.'],
    [['--netns', 'a\nb'], 'No namespace has such a name.'],
    [['--netns', '../x'], 'No namespace has such a name.'],
    [['--connect-timeout', '0'], 'It is a whole number of seconds, 1 or more.'],
  ])('%j: exit 2 and one line', async (argv, reason) => {
    const { exitCode, stderr } = await collect('', argv);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^vethscope: [^\n]+\n$/);
    expect(stderr).toContain(reason);
  });

  test('without root it says what that hides, and how to see it', async () => {
    const script = scriptThatPrints(await bundle({ user: 'alice' }));
    const { exitCode, stderr } = await collect(script, []);
    expect(exitCode).toBe(0);
    expect(stderr).toContain(
      'captured as alice, not as root: use sudo to see into namespaces and iptables\n',
    );
  });
});

describe('--redact', () => {
  const original = /worker1|blue|gone|alice|10\.7\.0\.9/;
  const secret = () => bundle({ user: 'alice' });

  test('neither the bundle, nor its name, nor what is told names the node', async () => {
    const result = await collect(scriptThatPrints(await secret()), ['--redact'], onTerminal);
    expect(result.exitCode).toBe(0);
    const [name = '', ...others] = result.files;
    expect(others).toEqual([]);
    expect(name).toMatch(/^vethscope-node-[0-9a-f]{4}-20261124T181804Z\.tar\.gz$/);
    expect(JSON.stringify(await unpackCapture(name, result.read(name)))).not.toMatch(original);
    expect(result.stderr).not.toMatch(original);
  });

  test('tells what was replaced and what was left out, below what was captured', async () => {
    const { stderr } = await collect(scriptThatPrints(await secret()), ['--redact'], onTerminal);
    expect(stderr).toMatch(/^vethscope: vethscope-node-\S+: \d+ bytes, 2 of 3 namespaces/);
    expect(stderr).toMatch(/replaced: 2 network namespace names, 1 node name, /);
  });

  test('the same capture gives the same bytes', async () => {
    const argv = ['--redact', '-o', '-'];
    const [first, second] = [
      await collect(scriptThatPrints(whole), argv),
      await collect(scriptThatPrints(whole), argv),
    ];
    expect(first.stdout.length).toBeGreaterThan(100);
    expect(first.stdout).toEqual(second.stdout);
  });

  test('what is no whole bundle leaves no file, and what there was goes nowhere', async () => {
    const script = scriptThatPrints(whole.subarray(0, -1));
    const result = await collect(script, ['--redact'], onTerminal);
    expect(result).toMatchObject({
      exitCode: 2,
      files: [],
      stderr: `vethscope: the capture broke off after ${TOP}/manifest.json\n`,
    });
  });

  test('says what could not be unpacked', async () => {
    const bytes = await packed([
      ...OUTPUTS,
      { path: `${TOP}/host/core`, text: 'ELF\u0000\u0001\u0002' },
      { path: `${TOP}/manifest.json`, text: JSON.stringify(MANIFEST) },
    ]);
    const { exitCode, stderr } = await collect(scriptThatPrints(bytes), ['--redact'], onTerminal);
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(new RegExp(`^vethscope: ${TOP}/host/core: .+$`, 'm'));
  });
});

describe('a bundle is whole or not there', () => {
  test.each([
    ['nothing', 'exit 3', 'nothing came back: sh ended with exit code 3'],
    [
      'a script that says why',
      'echo "cannot make a folder: No space left on device" >&2; exit 2',
      'nothing came back: sh ended with exit code 2: cannot make a folder: No space left on device',
    ],
    [
      'a greeting',
      "echo 'Welcome to worker1!'",
      'what came back is no archive, it begins with "Welcome to worker1!" (a shell that prints something at log-in?)',
    ],
    [
      'the first half',
      scriptThatPrints(whole.subarray(0, whole.length / 2)),
      `the capture broke off after ${TOP}/netns/blue/ip_rule_show`,
    ],
    [
      'all but the last byte',
      scriptThatPrints(whole.subarray(0, -1)),
      `the capture broke off after ${TOP}/manifest.json`,
    ],
    [
      'no manifest',
      scriptThatPrints(noManifest),
      `the capture did not come to its end: no manifest.json after ${TOP}/netns/blue/ip_rule_show`,
    ],
    ['a manifest that is none', scriptThatPrints(badManifest), 'its manifest.json is none'],
    [
      'a script that kills itself in the middle',
      `${scriptThatPrints(whole.subarray(0, 100))}kill -9 $$`,
      'the capture broke off: sh was ended by SIGKILL',
    ],
  ])('%s: no file, one line, exit 2', async (_, script, reason) => {
    const result = await collect(script, [], onTerminal);
    expect(result).toMatchObject({
      exitCode: 2,
      files: [],
      stderr: `vethscope: ${reason}\n`,
    });
  });

  test('a full disk: one line, exit 2', async () => {
    const result = await collect(scriptThatPrints(whole), ['-o', '/dev/full']);
    expect(result).toMatchObject({
      exitCode: 2,
      stderr: 'vethscope: /dev/full: cannot be written: no space left on the disk\n',
    });
  });

  test.each([
    ['ENOSPC', 'no space left on the disk'],
    // Nobody has the bundle: not `graph … | head`, whose reader has enough.
    ['EPIPE', 'its reader left before the end'],
  ])('standard output that takes nothing (%s): one line, exit 2', async (stdoutFails, why) => {
    const result = await collect(scriptThatPrints(whole), ['-o', '-'], { stdoutFails });
    expect(result).toMatchObject({
      exitCode: 2,
      stderr: `vethscope: standard output: cannot be written: ${why}\n`,
    });
  });

  test('a folder that is not there: one line, exit 2', async () => {
    const result = await collect(scriptThatPrints(whole), ['-o', 'missing/node.tar.gz']);
    expect(result).toMatchObject({
      exitCode: 2,
      stderr:
        'vethscope: missing/node.tar.gz: cannot be written: no such file or folder: check the path\n',
    });
  });

  test('an older file stays where the new one is not whole', async () => {
    const file = join(scratchFolder(), 'node.tar.gz');
    writeFileSync(file, 'older');
    await collect(scriptThatPrints(noManifest), ['-o', file]);
    expect(readFileSync(file, 'utf8')).toBe('older');
  });
});

describe('interrupted', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s: no file, nothing left running, exit %i', async (signal, code) => {
    const cwd = scratchFolder();
    const marks = scratchFolder();
    // Half of the archive, then it hangs; it cleans up when it is told to end.
    const script = `cd ${marks}; trap 'echo > cleaned; exit 143' TERM
      ${scriptThatPrints(whole.subarray(0, 300))}sleep 1000 & echo > begun; wait`;
    const io = testIo({ captureScript: script, cwd, env: { PATH }, terminals: ['stdout'] });
    const exitCode = run(['collect'], io.io);
    while (!readdirSync(marks).includes('begun')) await new Promise((go) => setTimeout(go, 5));
    io.stop(signal);
    expect(await exitCode).toBe(code);
    expect(io.stderr()).toBe('vethscope: interrupted: nothing is kept\n');
    expect(readdirSync(cwd)).toEqual([]);
    expect(readdirSync(marks)).toContain('cleaned');
  });
});

test('this node has to run Linux', async () => {
  const { io, stderr } = testIo();
  expect(await run(['collect'], { ...io, platform: 'darwin' })).toBe(2);
  expect(stderr()).toBe(
    'vethscope: this machine runs no Linux: capture a node with --ssh USER@HOST\n',
  );
});
