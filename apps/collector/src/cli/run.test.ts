import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { sizeInWords } from '../captures/sizeInWords.ts';
import { CRICTL_PODS, SAMPLE, SAMPLE_FOLDER } from '../testing/samples.ts';
import { scratchFolder } from '../testing/scratchFolder.ts';
import { type TestIoOptions, testIo } from '../testing/testIo.ts';
import { EXPORT_PAGE } from '../testing/testServer.ts';
import { run } from './run.ts';

async function vethscope(argv: readonly string[], options: TestIoOptions = {}) {
  const { io, stdout, stderr } = testIo(options);
  const exitCode = await run(argv, io);
  return { exitCode, stdout: stdout(), stderr: stderr() };
}

const pods = { stdin: CRICTL_PODS };

describe('arguments', () => {
  test.each([
    [
      [],
      'a command is missing: collect, inspect, graph, findings, trace, diff, export or serve (see --help)',
    ],
    [['grpah'], "unknown command 'grpah' (Did you mean graph?) (see --help)"],
    [['graph', '--fromat'], "unknown option '--fromat' (Did you mean --format?) (see --help)"],
    [['graph'], "missing required argument 'CAPTURE' (see --help)"],
    [
      ['inspect', '-', '--format', 'xml'],
      "option '--format <FORMAT>' argument 'xml' is invalid. Allowed choices are text, json. (see --help)",
    ],
    [['export', '-'], "required option '-o, --output <FILE>' not specified (see --help)"],
    [
      ['export', '-', '-o', '-', '--view', 'routes of eth0'],
      "option '--view <LINK>' argument 'routes of eth0' is invalid. It names no view: copy a link from the dashboard, or write its fields, 'tab=routes'. (see --help)",
    ],
    [
      ['serve', '--port', '70000'],
      "option '--port <N>' argument '70000' is invalid. It is a port from 0 (any free one) to 65535. (see --help)",
    ],
    [
      ['serve', '--max-upload', '-1'],
      "option '--max-upload <MIB>' argument '-1' is invalid. It is a size in MiB, above 0. (see --help)",
    ],
    [
      ['inspect', '-', '--max-files', '0'],
      "option '--max-files <N>' argument '0' is invalid. It is a whole number, 1 or more. (see --help)",
    ],
  ])('%j: exit 2 and one line', async (argv, line) => {
    const result = await vethscope(argv);
    expect(result).toEqual({ exitCode: 2, stdout: '', stderr: `vethscope: ${line}\n` });
  });

  test('--version and --help are results', async () => {
    expect(await vethscope(['--version'])).toEqual({
      exitCode: 0,
      stdout: '0.1.0\n',
      stderr: '',
    });
    const help = await vethscope(['graph', '--help']);
    expect(help).toMatchObject({ exitCode: 0, stderr: '' });
    expect(help.stdout).toContain('Usage: vethscope graph');
    expect(help.stdout).toContain('CAPTURE is an archive');
  });

  test('a stack trace is printed for --debug, before or after the command', async () => {
    for (const argv of [
      ['--debug', 'graph', '/nonexistent'],
      ['graph', '/nonexistent', '--debug'],
    ]) {
      const { stderr } = await vethscope(argv);
      expect(stderr).toMatch(/^vethscope: \/nonexistent: .*\n(.*\n)*\s+at /);
    }
    expect((await vethscope(['graph', '/nonexistent'])).stderr.split('\n')).toHaveLength(2);
  });
});

describe('standard output that takes nothing', () => {
  const results = [
    [['graph', '-']],
    [['inspect', '-']],
    [['collect', '--print-script']],
    [['graph', '--help']],
    [['--version']],
  ];

  test.each(results)('a full disk, %j: exit 2 and one line', async (argv) => {
    expect(await vethscope(argv, { ...pods, stdoutFails: 'ENOSPC' })).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'vethscope: standard output: cannot be written: no space left on the disk\n',
    });
  });

  test.each(results)('a reader that left, %j: it has enough', async (argv) => {
    expect(await vethscope(argv, { ...pods, stdoutFails: 'EPIPE' })).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: '',
    });
  });
});

describe('captures', () => {
  test('exit 2 only when nothing was readable', async () => {
    const empty = join(scratchFolder(), 'empty.txt');
    writeFileSync(empty, '');
    const some = await vethscope(['graph', empty, '-'], pods);
    expect(some.exitCode).toBe(0);
    expect(some.stderr).toBe(`vethscope: ${empty}: it is empty: nothing was captured\n`);
    const none = await vethscope(['graph', empty, '/nonexistent']);
    expect(none).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `vethscope: ${empty}: it is empty: nothing was captured\nvethscope: /nonexistent: no such file or folder: check the path\n`,
    });
  });

  test.each([
    ['a JSON error page', '{"error":{"code":403}}'],
    ['prose in another language', 'これは何かの説明です。\n'.repeat(20)],
    ['two thousand unknown lines', 'lorem ipsum\n'.repeat(2000)],
  ])('%s: exit 2 and one line', async (_, stdin) => {
    const { exitCode, stdout, stderr } = await vethscope(['graph', '-'], { stdin });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/^vethscope: -: [^\n]+\n$/);
  });

  test('one unreadable capture among readable ones is named', async () => {
    const page = join(scratchFolder(), 'page.json');
    writeFileSync(page, '{"error":"forbidden"}');
    const { exitCode, stderr } = await vethscope(['graph', '-', page], pods);
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(new RegExp(`^vethscope: ${page}: [^\n]+\n$`));
  });
});

describe('graph', () => {
  test('prints the topology, the same bytes each time', async () => {
    const first = await vethscope(['graph', SAMPLE]);
    expect(first).toMatchObject({ exitCode: 0, stderr: '' });
    expect(first.stdout).toMatch(/^\{\n {2}"formatVersion": 1,\n {2}"nodes": \[\n[\s\S]*\}\n$/);
    expect((await vethscope(['graph', SAMPLE])).stdout).toBe(first.stdout);
  });

  test('names a node after its capture, and standard input stdin', async () => {
    const topology = JSON.parse((await vethscope(['graph', '-'], pods)).stdout);
    expect(topology.nodes.map(({ id }: { id: string }) => id)).toContain('node/stdin');
  });

  test('shows several captures as several nodes', async () => {
    const { stdout } = await vethscope(['graph', SAMPLE_FOLDER, '-'], pods);
    const machines = JSON.parse(stdout).nodes.filter((n: { kind: string }) => n.kind === 'node');
    expect(machines).toHaveLength(2);
  });

  test('prints Graphviz', async () => {
    const { stdout } = await vethscope(['graph', SAMPLE, '--format', 'dot']);
    expect(stdout).toMatch(/^digraph vethscope \{\n[\s\S]*\}\n$/);
  });

  test('prints a Mermaid flowchart', async () => {
    const { stdout } = await vethscope(['graph', SAMPLE, '--format', 'mermaid']);
    expect(stdout).toMatch(/^flowchart TB\n[\s\S]*\n {2}subgraph n\d+\["calico-single-node"\]\n/);
  });

  test('prints a picture that needs nothing else', async () => {
    const { stdout } = await vethscope(['graph', SAMPLE, '--format', 'svg']);
    expect(stdout).toMatch(/^(<\?xml[^>]*>\s*)?<svg [\s\S]*<\/svg>\n?$/);
    expect(stdout).not.toMatch(/(href|src)="(?!#)|url\((?!#)|<script/);
  });
});

describe('inspect', () => {
  test('names the place, the command and its parser', async () => {
    const { stdout } = await vethscope(['inspect', '-'], pods);
    expect(stdout).toMatch(/^-:2-3 +crictl pods +crictl +stdin\/host +1 +100 %$/m);
  });

  test('prints the same as JSON', async () => {
    const { stdout } = await vethscope(['inspect', '-', '--format', 'json'], pods);
    expect(JSON.parse(stdout)).toMatchObject({
      formatVersion: 1,
      inputs: [{ file: '-', line: 2, endLine: 3, parser: 'crictl', records: 1, coverage: 100 }],
      totals: { inputs: 1, recognized: 1 },
    });
  });
});

describe('export', () => {
  function assets() {
    const exportPage = join(scratchFolder(), 'export.html');
    writeFileSync(exportPage, EXPORT_PAGE);
    return { webRoot: '/nonexistent', exportPage };
  }

  test('writes one page with the capture inside, and says how large it is', async () => {
    const folder = scratchFolder();
    const output = join(folder, 'out.html');
    const result = await vethscope(['export', '-', '-o', output], { ...pods, assets: assets() });
    const page = readFileSync(output, 'utf8');
    expect(result).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: `vethscope: ${output}: ${sizeInWords(Buffer.byteLength(page))}\n`,
    });
    const data = /"data":"([^"]+)"/.exec(page)?.[1] ?? '';
    expect(JSON.parse(gunzipSync(Buffer.from(data, 'base64')).toString())).toMatchObject([
      { name: 'stdin', files: [{ path: '-', text: CRICTL_PODS }] },
    ]);
    expect(readdirSync(folder)).toEqual(['out.html']);
  });

  test('--redact puts tokens into the page, and says what was replaced and left out', async () => {
    const output = join(scratchFolder(), 'out.html');
    const argv = ['export', SAMPLE, '-o', output, '--redact'];
    const { exitCode, stderr } = await vethscope(argv, { assets: assets() });
    const data = /"data":"([^"]+)"/.exec(readFileSync(output, 'utf8'))?.[1] ?? '';
    const inside = gunzipSync(Buffer.from(data, 'base64')).toString();
    expect(exitCode).toBe(0);
    expect(inside).toContain('coredns-');
    for (const secret of ['calico-single-node', 'controller.home.local', '00:15:5d:bf:ba:60']) {
      expect(inside).not.toContain(secret);
    }
    const [replaced, leftOut, ...others] = stderr.split('\n');
    expect(replaced).toMatch(/^vethscope: replaced: \d+ IP addresses, .*\d+ MAC addresses/);
    expect(leftOut).toMatch(
      /^vethscope: left out: node-[0-9a-f]+\.md: \d+ lines around the outputs/,
    );
    expect(others).toEqual([expect.stringContaining(output), '']);
  });

  test('--view says what the page opens with', async () => {
    const link = 'http://127.0.0.1:8420/#/c/other?tab=routes&lookup=10.0.0.1';
    const argv = ['export', '-', '-o', '-', '--view', link];
    const { stdout } = await vethscope(argv, { ...pods, assets: assets() });
    expect(stdout).toContain('"view":"tab=routes\\u0026lookup=10.0.0.1"');
  });

  test('--view does not go with --redact: it names elements', async () => {
    const argv = ['export', '-', '-o', '-', '--view', 'selected=node/n1', '--redact'];
    expect(await vethscope(argv, { ...pods, assets: assets() })).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'vethscope: --view with --redact: the view would carry names that are redacted\n',
    });
  });

  test('writes to standard output for -', async () => {
    const result = await vethscope(['export', '-', '-o', '-'], { ...pods, assets: assets() });
    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    expect(result.stdout).toContain('id="vethscope-capture"');
  });

  test('says in one line that it cannot write there', async () => {
    const output = join(scratchFolder(), 'missing', 'out.html');
    const result = await vethscope(['export', '-', '-o', output], { ...pods, assets: assets() });
    expect(result).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `vethscope: ${output}: cannot be written: no such file or folder: check the path\n`,
    });
  });
});
