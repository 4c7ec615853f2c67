import type { CapturedInput, NodeSnapshot, Snapshot } from '@vethscope/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CaptureFiles } from '../archive/captureFiles.ts';
import { evidenceFiles } from './evidenceFiles.ts';
import { isUnreadable, readSnapshot } from './readSnapshot.ts';

function capture(name: string, files: Readonly<Record<string, string>>): CaptureFiles {
  return {
    name,
    files: Object.entries(files).map(([path, text]) => ({ path, text })),
    diagnostics: [],
  };
}

function readText(text: string): Snapshot {
  return readSnapshot([capture('n', { 'paste.txt': text })]);
}

/** `3-4 blue ip route`: lines, namespace, parser. */
function inputs({ inputs }: Snapshot): readonly string[] {
  return inputs.map(
    ({ evidence, netns, parser }: CapturedInput) =>
      `${evidence.line}-${evidence.endLine} ${netns} ${parser ?? '?'}`,
  );
}

function remarks({ diagnostics }: Snapshot): readonly string[] {
  return diagnostics.map(({ severity, line, message }) => `${severity} ${line}: ${message}`);
}

/** `blue: default, 10.0.0.0/8`. */
function routes(node: NodeSnapshot | undefined): readonly string[] {
  return (node?.namespaces ?? []).map(
    ({ name, routes }) => `${name}: ${routes.map(({ destination }) => destination).join(', ')}`,
  );
}

const ROUTES =
  'default via 10.0.0.1 dev eth0\n10.0.0.0/24 dev eth0 proto kernel scope link src 10.0.0.5\n';

describe('a pasted terminal', () => {
  const prompts = [
    '# ',
    '$ ',
    '[root@n ~]# ',
    'root@n:~# ',
    'user@n:~/x$ ',
    'n:~ # ',
    'bash-5.1# ',
    '% ',
  ];
  const commands: readonly [string, string][] = [
    ['ip route', 'host'],
    ['sudo ip route show', 'host'],
    ['/usr/sbin/ip r', 'host'],
    ['ip netns exec blue ip route', 'blue'],
    ['sudo ip netns exec blue ip route', 'blue'],
    ['ip -n blue route', 'blue'],
    ['sudo ip -netns blue route', 'blue'],
    ['sudo nsenter --net=/run/netns/blue ip route', 'blue'],
    ['sudo nsenter -t 4711 -n ip route', 'pid-4711'],
    ['ip route | less', 'host'],
  ];
  const cases = prompts.flatMap((prompt) =>
    commands.map(([command, netns]) => [`${prompt}${command}`, netns] as const),
  );
  test.each(cases)('%s is read in %s', (line, netns) => {
    const snapshot = readText(`${line}\n${ROUTES}`);
    expect(inputs(snapshot)).toEqual([`2-3 ${netns} ip route`]);
    expect(remarks(snapshot)).toEqual([]);
    expect(snapshot.nodes[0]?.namespaces.find(({ name }) => name === netns)?.routes).toHaveLength(
      2,
    );
  });

  test("watch's own heading is no line of the command", () => {
    const heading = 'Every 2.0s: ip route        n: Tue Nov 24 02:00:00 2026\n\n';
    const snapshot = readText(`$ watch ip route\n${heading}${ROUTES}`);
    expect(remarks(snapshot)).toEqual([]);
    expect(snapshot.nodes[0]?.namespaces[0]?.routes).toHaveLength(2);
  });

  test('a filtered output is read and settles nothing', () => {
    const snapshot = readText(`$ ip route | grep default\n${ROUTES}`);
    expect(snapshot.nodes[0]?.namespaces[0]).toMatchObject({ captured: [], routes: [{}, {}] });
    expect(remarks(snapshot)).toEqual([
      'info 2: `| grep default` shows only a part of the output: what is missing stays unknown',
    ]);
  });
  test('an empty output settles the question', () => {
    const snapshot = readText('$ ip netns exec blue ip route\n$ hostname\nn1\n');
    expect(snapshot.nodes[0]?.namespaces[1]).toMatchObject({
      name: 'blue',
      routes: [],
      captured: ['routes4'],
    });
  });
  test('ip -all netns exec: each namespace under its heading', () => {
    const snapshot = readText(
      '# ip -all netns exec ip route\n\nnetns: red\ndefault via 10.0.0.1 dev eth0\n\nnetns: blue\n10.1.0.0/24 dev eth1 scope link\n',
    );
    expect(routes(snapshot.nodes[0])).toEqual(['host: ', 'blue: 10.1.0.0/24', 'red: 0.0.0.0/0']);
    expect(inputs(snapshot)).toEqual(['4-4 red ip route', '7-7 blue ip route']);
  });
  test('a here-document is the file that it writes', () => {
    const snapshot = readText(
      '# cat > /etc/NetworkManager/conf.d/calico.conf <<EOF\n> [keyfile]\n> unmanaged-devices=interface-name:cali*\n> EOF\n',
    );
    expect(snapshot.nodes[0]?.unmanagedDevices).toMatchObject([
      { specs: ['interface-name:cali*'], evidence: { line: 3 } },
    ]);
  });
  test('an unknown command is named once, with its place, and stays in the list', () => {
    const snapshot = readText(`$ foo --bar\n$ sudo vtysh -c x\na\nb\n\n$ ip route\n${ROUTES}`);
    expect(remarks(snapshot)).toEqual([
      'info 3: `sudo vtysh -c x`: no parser for this command; its 2 lines are kept as they are',
    ]);
    expect(inputs(snapshot)).toEqual(['3-4 host ?', '7-8 host ip route']);
  });
  test('what ran elsewhere is not this node’s', () => {
    const snapshot = readText(
      `$ ssh root@node2 ip route\n${ROUTES}$ kubectl exec web -- ip route\n${ROUTES}`,
    );
    expect(snapshot.nodes).toEqual([]);
    expect(remarks(snapshot)).toEqual([
      "info 2: `ssh root@node2 ip route`: ran on another machine (root@node2), so its 2 lines are not this node's own",
      "info 5: `kubectl exec web -- ip route`: ran inside a pod (web), so its 2 lines are not this node's own",
    ]);
  });
  test('joined commands: silent ones do not matter, several outputs cannot be told apart', () => {
    expect(remarks(readText(`$ cd /tmp && ip route\n${ROUTES}`))).toEqual([]);
    const joined = readText(`$ ip route; hostname\n${ROUTES}n1\n`);
    expect(remarks(joined)).toEqual([
      'warning 2: `ip route; hostname`: the outputs of 2 commands cannot be told apart: run them one by one',
    ]);
    expect(joined.nodes).toEqual([]);
  });
  test('prompts of two machines are two nodes', () => {
    const { nodes } = readText(
      `[root@a ~]# ip route\n${ROUTES}[root@b ~]# ip route\ndefault via 10.0.0.2 dev eth0\n`,
    );
    expect(nodes.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(nodes.map((node) => node.namespaces[0]?.routes.length)).toEqual([2, 1]);
  });
  test('colours do not matter', () => {
    const snapshot = readText(
      `$ ip -c route\n\u001b[36mdefault\u001b[0m via \u001b[35m10.0.0.1\u001b[0m dev eth0\n`,
    );
    expect(routes(snapshot.nodes[0])).toEqual(['host: 0.0.0.0/0']);
  });
});

describe('several runs and several captures', () => {
  const NEIGHBOR = '$ ip neigh\nfd00::9 dev eth0 lladdr 02:00:00:00:00:09 STALE\n';
  const PROXY = '$ ip neigh show proxy\nfd00::9 dev eth0 proxy\nfd00::9 dev eth1 proxy\n';
  test.each([
    ['after', NEIGHBOR + PROXY],
    ['before', PROXY + NEIGHBOR],
  ])('what an interface answers for, listed %s its neighbours, is beside them', (_, text) => {
    const snapshot = readText(text);
    const [host] = snapshot.nodes[0]?.namespaces ?? [];
    const listed = host?.neighbors.map(({ device, flags, mac }) => [device, ...flags, mac ?? '']);
    expect(listed?.sort()).toEqual([
      ['eth0', '02:00:00:00:00:09'],
      ['eth0', 'proxy', ''],
      ['eth1', 'proxy', ''],
    ]);
    expect(host?.captured).toEqual(['neighbors', 'proxyNeighbors']);
    expect(remarks(snapshot)).toEqual([]);
  });

  test('a later run of the same question replaces the earlier one, and it is said', () => {
    const snapshot = readText(
      `$ ip route\n${ROUTES}$ ip route show\ndefault via 10.0.0.9 dev eth0\n`,
    );
    expect(snapshot.nodes[0]?.namespaces[0]?.routes).toMatchObject([
      { nexthops: [{ via: '10.0.0.9' }] },
    ]);
    expect(remarks(snapshot)).toEqual([
      'info 5: captured more than once: this later output replaces 2 records of an earlier one',
    ]);
  });
  test('another family, table or a filtered run takes nothing away', () => {
    const snapshot = readText(
      `$ ip route\n${ROUTES}$ ip -6 route\nfe80::/64 dev eth0 proto kernel metric 256 pref medium\n$ ip route | grep x\n10.9.0.0/24 via 10.0.0.1 dev eth0\n`,
    );
    expect(routes(snapshot.nodes[0])).toEqual([
      'host: 0.0.0.0/0, 10.0.0.0/24, fe80::/64, 10.9.0.0/24',
    ]);
  });
  test('with several captures evidence says which one, and the files are found under that name', () => {
    const captures = [
      capture('a', { 'ip_route.txt': ROUTES, hostname: 'worker\n' }),
      capture('b', { 'ip_route.txt': ROUTES, hostname: 'worker\n' }),
    ];
    const snapshot = readSnapshot(captures);
    expect(snapshot.nodes.map(({ name, nameEvidence }) => [name, nameEvidence?.file])).toEqual([
      ['worker', 'a/hostname'],
      ['worker-2', 'b/hostname'],
    ]);
    expect(remarks(snapshot)).toEqual([
      'warning 1: another capture is of a node worker, too: this one is shown as worker-2',
    ]);
    expect(snapshot.nodes[1]?.namespaces[0]?.routes[0]?.evidence.file).toBe('b/ip_route.txt');
    expect(evidenceFiles(captures).map(({ path }) => path)).toEqual([
      'a/ip_route.txt',
      'a/hostname',
      'b/ip_route.txt',
      'b/hostname',
    ]);
  });
  test('one archive of several nodes', () => {
    const snapshot = readSnapshot([
      capture('calico-diagnostics-1', {
        'nodes/n1/ip-route.txt': ROUTES,
        'nodes/n2/ip-route.txt': ROUTES,
        'cluster/kubectl_get_services_-A':
          'NAMESPACE   NAME   TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)   AGE\ndefault     web    ClusterIP   10.96.0.7    <none>        80/TCP    1d\n',
      }),
    ]);
    expect(
      snapshot.nodes.map(({ name, kubernetes }) => [name, kubernetes.services.length]),
    ).toEqual([
      ['n1', 1],
      ['n2', 0],
    ]);
  });
  test('namespaces by folder, and by the names that the capture itself lists', () => {
    const snapshot = readSnapshot([
      capture('n', {
        'ip_netns_list.txt': 'my_ns (id: 0)\n',
        ip_netns_exec_my_ns_ip_route: ROUTES,
        'netns/blue/ip_route': ROUTES,
      }),
    ]);
    expect(snapshot.nodes[0]?.namespaces.map(({ name, routes }) => [name, routes.length])).toEqual([
      ['host', 0],
      ['blue', 2],
      ['my_ns', 2],
    ]);
  });
  test('content wins where what the name says understands nothing', () => {
    const snapshot = readSnapshot([
      capture('n', {
        'ip_route.txt':
          'NAMESPACE   NAME   READY   STATUS    RESTARTS   AGE\ndefault     web    1/1     Running   0          1d\n',
      }),
    ]);
    expect(inputs(snapshot)).toEqual(['1-2 host kubectl get']);
    expect(remarks(snapshot)).toEqual([
      expect.stringMatching(/^info 1: named as `ip route`, but read as the `kubectl get/),
    ]);
  });
});

describe('bad input: one clear line each, everything readable kept', () => {
  test('a page with nothing that is read', () => {
    const page = '<!DOCTYPE html>\n<html><body>502 Bad Gateway</body></html>\n';
    const snapshot = readSnapshot([capture('n', { 'node.tar.gz': page })]);
    expect(isUnreadable(snapshot)).toBe(true);
    expect(snapshot.nodes).toEqual([]);
    expect(remarks(snapshot)).toEqual([
      expect.stringMatching(
        /^warning 1: no command's output recognized \(it looks like a web page\); vethscope reads .*kubectl get/,
      ),
    ]);
  });
  test('only commands that are passed over on purpose', () => {
    expect(isUnreadable(readText('$ kubectl create -f x\nnamespace/x created\n'))).toBe(true);
    expect(
      isUnreadable(readText('$ kubectl get pods\nNo resources found in default namespace.\n')),
    ).toBe(false);
  });
  test('a JSON error', () => {
    const snapshot = readText('{"kind":"Status","status":"Failure","code":403}\n');
    expect(isUnreadable(snapshot)).toBe(true);
    expect(snapshot.diagnostics).toHaveLength(1);
  });
  test('two thousand unknown lines in one output are one remark', () => {
    const lines = Array.from({ length: 2000 }, (_, i) => `strange line ${i}`).join('\n');
    const snapshot = readText(`$ vtysh -c show\n${lines}\n$ ip route\n${ROUTES}`);
    expect(isUnreadable(snapshot)).toBe(false);
    expect(remarks(snapshot)).toEqual([
      'info 2: `vtysh -c show`: no parser for this command; its 2000 lines are kept as they are',
    ]);
  });
  test('two thousand unknown lines among the routes are one remark, the routes stay', () => {
    const lines = Array.from({ length: 2000 }, (_, i) => `?? ${i}`).join('\n');
    const snapshot = readText(`$ ip route\n${lines}\n${ROUTES}`);
    expect(snapshot.nodes[0]?.namespaces[0]?.routes).toHaveLength(2);
    expect(snapshot.diagnostics).toHaveLength(1);
    expect(snapshot.diagnostics[0]).toMatchObject({ line: 2, endLine: 2001, severity: 'warning' });
  });
  test('a folder of many strangers is one remark', () => {
    const files = Object.fromEntries(
      Array.from({ length: 500 }, (_, i) => [`var/log/${1000 + i}`, 'x y z\n']),
    );
    const snapshot = readSnapshot([capture('n', { ...files, 'ip_route.txt': ROUTES })]);
    expect(remarks(snapshot)).toEqual([
      "warning 1: no command's output recognized in 500 files of var/log/: 1000, 1001, 1002 and 497 more",
    ]);
    expect(snapshot.inputs).toHaveLength(501);
    expect(isUnreadable(snapshot)).toBe(false);
  });
  test('an empty file leaves its question open', () => {
    const snapshot = readSnapshot([
      capture('n', { ip_route: '', ip_rule: '\n', hostname: 'n1\n' }),
    ]);
    expect(snapshot.nodes[0]?.namespaces[0]?.captured).toEqual(['hostname']);
    expect(remarks(snapshot)).toHaveLength(2);
  });
});

test('readSnapshot never throws, loses no file and gives the same answer twice', () => {
  const piece = fc.constantFrom(
    '```',
    '```sh',
    '# ip a',
    '[root@n ~]# ip route',
    '$ cat > /etc/x <<EOF',
    'EOF',
    'default via 10.0.0.1 dev eth0',
    '1: lo: <UP>',
    '*nat',
    '$ ip a; ip r | grep x',
    'netns: blue',
    '[{"ifname":"eth0"}]',
    '',
  );
  const line = fc.oneof(
    { weight: 3, arbitrary: piece },
    fc.string({ unit: 'binary', maxLength: 30 }),
  );
  const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'));
  const path = fc.constantFrom(
    'a.md',
    'ip_route',
    'netns/b/ip_addr.json',
    'nodes/x/ip-link.txt',
    'x.txt',
    'iptables-save',
    'ip_netns_list',
  );
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(path, text), { selector: ([name]) => name, maxLength: 4 }),
      (files) => {
        const captures = [
          capture('n', Object.fromEntries(files)),
          capture('m', Object.fromEntries(files)),
        ];
        const snapshot = readSnapshot(captures);
        expect(readSnapshot(captures)).toEqual(snapshot);
        // Each file is in the list of inputs or named by a remark, unless it is prose and silence.
        const named = new Set([
          ...snapshot.inputs.map(({ evidence }) => evidence.file),
          ...snapshot.diagnostics.map(({ file }) => file),
        ]);
        for (const [name, content] of files) {
          if (!/```|[#$] /.test(content))
            expect([name, named.has(`n/${name}`)]).toEqual([name, true]);
        }
      },
    ),
    { seed: 1, numRuns: 300 },
  );
});
