import { buildTopology, type Snapshot } from '@vethscope/model';
import { describe, expect, test } from 'vitest';
import { unpackCapture } from '../archive/unpackCapture.ts';
import { readSnapshot } from '../assemble/readSnapshot.ts';
import { gzip, tarOf } from '../testing/archives.ts';

const TOP = 'vethscope-worker1-20261124T181804Z';

interface Bundle {
  readonly version?: string;
  readonly node?: string;
  readonly namespaces?: readonly string[];
  readonly commands: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
}

/** One object a line, as the capture script writes it. */
function manifestOf({ version, node, namespaces, commands }: Bundle): string {
  return `{
 "format": "vethscope-bundle",
 "version": "${version ?? '1.0'}",
 "tool": "vethscope-capture 0.1.0",
 "node": "${node ?? 'worker1'}",
 "started": "2026-11-24T18:18:04Z",
 "finished": "2026-11-24T18:18:06Z",
 "user": "root",
 "kernel": "6.1.0-21-amd64",
 "os": "Debian GNU/Linux 12 (bookworm)",
 "namespaces": [
  ${(namespaces ?? []).join(',\n  ')}
 ],
 "commands": [
  ${commands.join(',\n  ')}
 ]
}
`;
}

function filesOf(bundle: Bundle, top = TOP): { path: string; text: string }[] {
  return Object.entries({ ...bundle.files, 'manifest.json': manifestOf(bundle) }).map(
    ([name, text]) => ({ path: `${top}/${name}`, text }),
  );
}

function read(bundle: Bundle): Snapshot {
  return readSnapshot([{ name: 'x', files: filesOf(bundle), diagnostics: [] }]);
}

function ran(command: string, file: string, more = ''): string {
  return `{ "command": "${command}", "netns": "host", "file": "${file}", "exit": 0, "at": 0.12, "seconds": 0.01${more} }`;
}

function remarks({ diagnostics }: Snapshot): readonly string[] {
  return diagnostics.map(
    ({ severity, file, line, message }) =>
      `${severity} ${file.slice(TOP.length + 1)}:${line}: ${message}`,
  );
}

const HOST = '{ "name": "host", "inode": 4026531840, "names": ["default"], "state": "captured" }';

describe('a bundle', () => {
  test('says how and when the node was captured', () => {
    const { nodes } = read({
      namespaces: [HOST],
      commands: [ran('ip rule show', 'host/ip_rule_show')],
      files: { 'host/ip_rule_show': '0:\tfrom all lookup local\n' },
    });
    expect(nodes[0]?.name).toBe('worker1');
    expect(nodes[0]?.capture).toMatchObject({
      formatVersion: '1.0',
      tool: 'vethscope-capture 0.1.0',
      startedAt: '2026-11-24T18:18:04Z',
      finishedAt: '2026-11-24T18:18:06Z',
      user: 'root',
      kernel: '6.1.0-21-amd64',
      os: 'Debian GNU/Linux 12 (bookworm)',
      evidence: { file: `${TOP}/manifest.json`, line: 1, endLine: 10 },
      commands: [
        {
          command: 'ip rule show',
          netns: 'host',
          outcome: { kind: 'exited', code: 0, file: `${TOP}/host/ip_rule_show` },
          startedAfter: 0.12,
          seconds: 0.01,
          evidence: { file: `${TOP}/manifest.json`, line: 15, endLine: 15 },
        },
      ],
    });
  });

  test('takes the command from the manifest, not from the name of the file', () => {
    const { inputs } = read({
      commands: [ran('ip -6 rule show', 'host/something')],
      files: { 'host/something': '0:\tfrom all lookup local\n' },
    });
    expect(inputs).toMatchObject([{ command: 'ip -6 rule show', parser: 'ip rule', records: 1 }]);
  });

  const answers: readonly [string, string, readonly string[]][] = [
    ['nothing printed, and all well: there is none', ran('ip neigh show', 'n'), ['neighbors']],
    [
      'nothing printed, and an error: nobody knows',
      '{ "command": "ip neigh show", "netns": "host", "file": "n", "exit": 1 }',
      [],
    ],
    [
      'known to be empty, so that it was not run: there is none',
      '{ "command": "ip neigh show", "netns": "host", "skipped": "why", "empty": true }',
      ['neighbors'],
    ],
    [
      'not installed: nobody knows',
      '{ "command": "ip neigh show", "netns": "host", "skipped": "ip is not installed" }',
      [],
    ],
  ];
  test.each(answers)('%s', (_, entry, captured) => {
    const links = ran('ip link show', 'l');
    const snapshot = read({
      commands: [links, entry],
      files: {
        n: '',
        l: '1: lo: <LOOPBACK> mtu 65536 qdisc noop state DOWN mode DEFAULT group default qlen 1000\n    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00\n',
      },
    });
    const host = snapshot.nodes[0]?.namespaces[0];
    expect(host?.captured.filter((kind) => kind === 'neighbors')).toEqual(captured);
  });

  test('what a failed command printed is kept, and is no full answer', () => {
    const snapshot = read({
      commands: [
        '{ "command": "ip neigh show", "netns": "host", "file": "n", "exit": 2, "stderr": "n.stderr" }',
      ],
      files: {
        n: '10.0.0.1 dev eth0 lladdr 02:00:00:00:00:01 REACHABLE\n',
        'n.stderr': '\nDump was interrupted\n',
      },
    });
    const host = snapshot.nodes[0]?.namespaces[0];
    expect(host?.neighbors).toHaveLength(1);
    expect(host?.captured).toEqual([]);
    expect(remarks(snapshot)).toEqual([
      'warning n.stderr:1: `ip neigh show` in host ended with 2: what it did not print stays unknown: "Dump was interrupted"',
    ]);
  });

  test('says what hung, what was not run and why, and what is not there', () => {
    const snapshot = read({
      namespaces: [
        HOST,
        '{ "name": "gone", "names": ["gone"], "state": "failed", "reason": "it vanished before it could be entered" }',
      ],
      commands: [
        ran('ip rule show', 'host/ip_rule_show'),
        '{ "command": "ss -lntup", "netns": "host", "file": "ss", "exit": 143, "timedOut": true }',
        '{ "command": "crictl pods", "netns": "host", "skipped": "crictl is not installed" }',
        '{ "command": "crictl ps -a", "netns": "host", "skipped": "crictl is not installed" }',
        ran('ipset list', 'host/ipset_list'),
        '{ "command": 3 }',
      ],
      files: { 'host/ip_rule_show': '0:\tfrom all lookup local\n', ss: '' },
    });
    expect(remarks(snapshot)).toEqual([
      'info manifest.json:13: not captured: gone: it vanished before it could be entered',
      'warning manifest.json:17: `ss -lntup` in host hung and was ended: what it had not printed yet stays unknown',
      'info manifest.json:18: not captured: crictl pods, crictl ps -a: crictl is not installed',
      `warning manifest.json:20: the manifest tells of ${TOP}/host/ipset_list, and the bundle does not hold it`,
      'warning manifest.json:21: an entry of "commands" in the manifest that cannot be read: what it tells of is left out',
    ]);
  });

  test('tells once what failed alike in several namespaces', () => {
    const failed = (netns: string, file: string) =>
      `{ "command": "ip netconf show", "netns": "${netns}", "file": "${file}", "exit": 1, "stderr": "${file}.stderr" }`;
    const stderr = 'Object "netconf" is unknown, try "ip help".\n';
    const snapshot = read({
      commands: [failed('a', 'x'), failed('b', 'y'), failed('c', 'z')],
      files: { x: '', 'x.stderr': stderr, y: '', 'y.stderr': stderr, z: '', 'z.stderr': 'else' },
    });
    expect(remarks(snapshot)).toEqual([
      'warning x.stderr:1: `ip netconf show` in 2 namespaces ended with 1: what it did not print stays unknown: "Object "netconf" is unknown, try "ip help"."',
      'warning z.stderr:1: `ip netconf show` in c ended with 1: what it did not print stays unknown: "else"',
    ]);
  });

  test('a file that the manifest does not know is read by its name', () => {
    const snapshot = read({
      commands: [ran('ip rule show', 'host/ip_rule_show')],
      files: {
        'host/ip_rule_show': '0:\tfrom all lookup local\n',
        'netns/blue/ip_neigh_show': '10.0.0.1 dev eth0 lladdr 02:00:00:00:00:01 REACHABLE\n',
      },
    });
    expect(snapshot.nodes[0]?.namespaces.map(({ name }) => name)).toEqual(['host', 'blue']);
  });

  test('without its manifest, as a broken connection leaves it, is read by names as well', () => {
    const files = filesOf({
      commands: [],
      files: { 'netns/blue/ip_neigh_show': '10.0.0.1 dev eth0 lladdr 02:00:00:00:00:01 STALE\n' },
    }).filter(({ path }) => !path.endsWith('manifest.json'));
    const snapshot = readSnapshot([{ name: 'x', files, diagnostics: [] }]);
    expect(
      snapshot.nodes[0]?.namespaces.find(({ name }) => name === 'blue')?.neighbors,
    ).toHaveLength(1);
    expect(snapshot.nodes[0]?.capture).toBeUndefined();
  });

  test('several in one folder are several nodes', () => {
    const bundle = (node: string): Bundle => ({
      node,
      commands: [ran('ip neigh show', 'host/ip_neigh_show')],
      files: { 'host/ip_neigh_show': '10.0.0.1 dev eth0 lladdr 02:00:00:00:00:01 STALE\n' },
    });
    const files = [...filesOf(bundle('b'), 'b'), ...filesOf(bundle('a'), 'a')];
    const { nodes } = readSnapshot([{ name: 'cluster', files, diagnostics: [] }]);
    expect(nodes.map(({ name, capture }) => [name, capture?.evidence.file])).toEqual([
      ['a', 'a/manifest.json'],
      ['b', 'b/manifest.json'],
    ]);
  });
});

describe('the version of the format', () => {
  const bundle = (version: string): Bundle => ({
    version,
    commands: [ran('ip neigh show', 'n')],
    files: { n: '10.0.0.1 dev eth0 lladdr 02:00:00:00:00:01 STALE\n' },
  });
  const unpack = async (version: string, rewritten = (manifest: string) => manifest) => {
    const files = filesOf(bundle(version)).map(
      ({ path, text }) => [path, path.endsWith('/manifest.json') ? rewritten(text) : text] as const,
    );
    return unpackCapture('w.tar.gz', gzip(await tarOf(Object.fromEntries(files))));
  };

  test.each(['1.0', '1.7', '0.9', '1'])('%s opens', async (version) => {
    expect(await unpack(version)).toMatchObject({ ok: true });
  });

  test.each(['2.0', '10.3', '2'])('%s is refused in one line', async (version) => {
    expect(await unpack(version)).toEqual({
      ok: false,
      reason: `w.tar.gz: it is a bundle of format ${version}, and this vethscope reads format 1: get a newer vethscope`,
    });
  });

  /** As `jq -S` prints it, which sorts the keys: `commands` first, here of more than a thousand characters. */
  const sorted = (manifest: string) => {
    const { commands, ...others } = JSON.parse(manifest);
    const many = Array.from({ length: 50 }, () => commands[0]);
    return JSON.stringify({ commands: many, ...others }, null, 2);
  };
  const rewritten: readonly [string, (manifest: string) => string][] = [
    ['a number', (manifest) => manifest.replace('"2.0"', '2.0')],
    ['with a v', (manifest) => manifest.replace('"2.0"', '"v2.0"')],
    ['with a blank', (manifest) => manifest.replace('"2.0"', '" 2.0"')],
    ['behind all commands', sorted],
    ['on one line', (manifest) => JSON.stringify(JSON.parse(manifest))],
    ['in a manifest that is cut short', (manifest) => manifest.slice(0, -20)],
    ['a number, cut short', (manifest) => manifest.replace('"2.0"', '2.0').slice(0, -20)],
  ];
  test.each(rewritten)('2.0 is refused %s', async (_, rewrite) => {
    expect(await unpack('2.0', rewrite)).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/^w\.tar\.gz: it is a bundle of format 2(\.0)?, /),
    });
  });

  test('1.0 opens with its keys in another order', async () => {
    const opened = await unpack('1.0', sorted);
    const snapshot = readSnapshot(opened.ok ? [opened.capture] : []);
    expect(snapshot.nodes[0]?.capture?.commands).toHaveLength(50);
  });
});

describe('namespaces by their inode', () => {
  const veth = (head: string, more: string) =>
    `${head}: <UP,LOWER_UP> mtu 1500 qdisc noqueue state UP mode DEFAULT group default qlen 1000\n    link/ether 02:00:00:00:00:0${head[0]} brd ff:ff:ff:ff:ff:ff ${more} promiscuity 0\n    veth\n`;
  const inside = (netns: string, command: string, file: string) =>
    ran(command, file).replace('"host"', `"${netns}"`);

  test('every name of the host is its alias, also one that nothing refers to', () => {
    const topology = buildTopology(
      read({
        namespaces: [HOST.replace('"default"', '"default", "pin-1"')],
        commands: [ran('ip -d link show', 'l')],
        files: { l: veth('5: a@b', '') + veth('6: b@a', '') },
      }),
    );
    expect(topology.nodes.find(({ id }) => id === 'netns/worker1/host')).toMatchObject({
      aliases: ['default', 'pin-1'],
      evidence: expect.arrayContaining([{ file: `${TOP}/manifest.json`, line: 12, endLine: 12 }]),
    });
  });

  test('one name in two places for two namespaces joins nothing', () => {
    const topology = buildTopology(
      read({
        namespaces: [
          HOST,
          '{ "name": "x", "inode": 1, "names": ["x"], "paths": ["/run/netns/x"], "state": "captured" }',
          '{ "name": "net:[2]", "inode": 2, "names": ["x"], "paths": ["/run/docker/netns/x"], "state": "captured" }',
        ],
        commands: [inside('x', 'ip -d link show', 'x'), inside('net:[2]', 'ip -d link show', 'y')],
        files: { x: veth('5: a@b', ''), y: veth('6: b@a', '') },
      }),
    );
    const names = topology.nodes.flatMap((node) => (node.kind === 'netns' ? [node.name] : []));
    expect(names).toEqual(['host', 'net:[2]', 'x']);
  });

  test('a veth to a namespace without a name is proven by the id that lsns gives for it', () => {
    const topology = buildTopology(
      read({
        namespaces: [
          HOST,
          '{ "name": "net:[4026532300]", "inode": 4026532300, "names": [], "state": "captured" }',
        ],
        commands: [
          ran('ip -d link show', 'host'),
          ran('lsns -t net -o NS,NETNSID,NPROCS,PID,NSFS', 'lsns'),
          inside('net:[4026532300]', 'ip -d link show', 'in'),
        ],
        files: {
          host: veth('5: veth0@if2', 'link-netnsid 7'),
          lsns: '        NS    NETNSID NPROCS   PID NSFS\n4026531840 unassigned     88     1 \n4026532300          7      1   812 \n',
          in: veth('2: eth0@if5', 'link-netnsid 0'),
        },
      }),
    );
    expect(topology.edges).toMatchObject([
      {
        id: 'veth:if/worker1/host/veth0->if/worker1/net:[4026532300]/eth0',
        confidence: 'proven',
        evidence: [
          { file: `${TOP}/host`, line: 1 },
          { file: `${TOP}/in`, line: 1 },
          { file: `${TOP}/lsns`, line: 3 },
        ],
      },
    ]);
    // Its kernel's name is no other name of it.
    expect(topology.nodes.find(({ id }) => id.endsWith('net:[4026532300]'))).toMatchObject({
      aliases: [],
    });
  });
});
