import type { NodeSnapshot } from '@vethscope/model';
import { readSnapshot, unpackCapture } from '@vethscope/parsers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { captureNode } from './captureNode.ts';
import { describeInLab } from './describeInLab.ts';
import type { Machine } from './machine.ts';
import { startMachine } from './machine.ts';
import { run } from './run.ts';

describeInLab('the capture script on a node in trouble', () => {
  let machine: Machine;

  beforeAll(async () => {
    machine = await startMachine('trouble');
  });
  afterAll(async () => {
    await machine.stop();
  });

  it('notes a namespace that vanishes before it is entered, and captures the others', async () => {
    await run(machine, ['ip', 'netns', 'add', 'doomed']);
    await run(machine, ['ip', 'netns', 'add', 'steady']);
    // Whoever is entered first, `doomed` is gone by then.
    const nsenter = '#!/bin/sh\nip netns del doomed 2> /dev/null\nexec /usr/bin/nsenter "$@"\n';
    await run(machine, ['mkdir', '-p', '/run/bin']);
    await run(machine, ['tee', '/run/bin/nsenter'], { input: nsenter });
    await run(machine, ['chmod', '+x', '/run/bin/nsenter']);
    const { capture, namespaces } = await captured('/run/bin');
    expect(capture?.namespaces.map(({ name, failure }) => [name, failure])).toEqual([
      ['doomed', 'it vanished before it could be entered'],
      ['host', undefined],
      ['steady', undefined],
    ]);
    expect(namespaces.map(({ name }) => name)).toEqual(['host', 'steady']);
    await run(machine, ['ip', 'netns', 'del', 'steady']);
  });

  it.each([
    'a b',
    'quoted "name"',
    'back\\slash',
    "it's",
    '-dash',
    '$(reboot)',
    'ünïcode',
    'x'.repeat(200),
    'host',
  ])('captures a namespace called %s', async (name) => {
    // With a slash in front of it: some would be taken for options.
    await run(machine, [
      'sh',
      '-ec',
      'touch "/run/netns/$1"; unshare --net="/run/netns/$1" true',
      'name',
      name,
    ]);
    const { capture, namespaces } = await captured();
    const known = capture?.namespaces.find(({ names }) => names.includes(name));
    // `host` is the node's own.
    expect(known?.name).toBe(name === 'host' ? 'netns-host' : name);
    expect(known?.paths).toEqual([`/run/netns/${name}`]);
    expect(known?.failure).toBeUndefined();
    const inside = namespaces.find((netns) => netns.name === known?.name);
    expect(inside?.links.map((link) => link.name)).toEqual(['lo']);
    await run(machine, ['sh', '-ec', 'umount "/run/netns/$1"; rm "/run/netns/$1"', 'name', name]);
  });

  it.each(['/run/small', '/dev/shm'])('ends without a manifest where %s is full', async (full) => {
    await run(machine, ['mkdir', '-p', '/run/small', full]);
    await run(machine, ['mount', '-t', 'tmpfs', '-o', 'size=12k', 'small', full]);
    try {
      const capturing = captureNode(machine, { temporary: '/run/small' });
      await expect(capturing).rejects.toThrow(/no room left in /);
    } finally {
      // Lazily: the script's last `sleep` may still be in there.
      await run(machine, ['umount', '-l', full]);
    }
  });

  it('captures the settings of bridges in every namespace', async ({ skip }) => {
    const setting = '/proc/sys/net/bridge/bridge-nf-call-iptables';
    if (!(await succeeds(run(machine, ['test', '-e', setting])))) skip('no br_netfilter here');
    await run(machine, ['ip', 'netns', 'add', 'bridged']);
    await run(machine, ['sh', '-c', `echo 0 > ${setting}`], { netns: 'bridged' });
    const { namespaces } = await captured();
    const bridged = namespaces.find(({ name }) => name === 'bridged');
    expect(
      bridged?.sysctls.find(({ key }) => key === 'net.bridge.bridge-nf-call-iptables'),
    ).toMatchObject({
      value: '0',
    });
    await run(machine, ['ip', 'netns', 'del', 'bridged']);
  });

  it('captures what interfaces answer for in another’s place, in every namespace', async () => {
    await run(machine, ['ip', 'neigh', 'add', 'proxy', 'fd00::60', 'dev', 'lo']);
    await run(machine, ['ip', 'netns', 'add', 'answering']);
    const inside = { netns: 'answering' };
    await run(machine, ['ip', 'neigh', 'add', 'proxy', '10.0.0.60', 'dev', 'lo'], inside);
    const { namespaces } = await captured();
    expect(
      namespaces.flatMap(({ name, neighbors, captured }) =>
        captured.includes('proxyNeighbors')
          ? neighbors.map(({ address, device, flags }) => [name, address, device, ...flags])
          : [],
      ),
    ).toEqual([
      ['host', 'fd00::60', 'lo', 'proxy'],
      ['answering', '10.0.0.60', 'lo', 'proxy'],
    ]);
    await run(machine, ['ip', 'netns', 'del', 'answering']);
  });

  it('captures both back ends of iptables where both are live', async ({ skip }) => {
    const drop = ['-A', 'INPUT', '-p', 'tcp', '--dport'];
    const legacy = run(machine, ['iptables-legacy', ...drop, '80', '-j', 'DROP']);
    if (!(await succeeds(legacy))) skip('this kernel has no legacy tables');
    await run(machine, ['iptables-nft', ...drop, '81', '-j', 'DROP']);
    const { namespaces } = await captured();
    const rules = namespaces[0]?.iptables.flatMap(({ backend, chains }) =>
      chains.flatMap((chain) => chain.rules.map((rule) => `${backend} ${rule.target?.kind}`)),
    );
    expect(rules?.toSorted()).toEqual(['legacy drop', 'nft drop']);
  });

  function succeeds(command: Promise<unknown>): Promise<boolean> {
    return command.then(
      () => true,
      () => false,
    );
  }

  async function captured(programs = ''): Promise<NodeSnapshot> {
    const unpacked = await unpackCapture('n.tar.gz', await captureNode(machine, { programs }));
    if (!unpacked.ok) throw new Error(unpacked.reason);
    const [node] = readSnapshot([unpacked.capture]).nodes;
    if (!node) throw new Error('the capture shows no node');
    return node;
  }
});
