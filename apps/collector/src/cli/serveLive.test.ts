import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { liveEventSchema } from '../api/schemas/live.ts';
import { scratchFolder } from '../testing/scratchFolder.ts';
import { testIo } from '../testing/testIo.ts';
import { run } from './run.ts';

/** A node made of text: `ip monitor` prints what is put into a file, the capture tells of links. */
function fakeNode() {
  const folder = scratchFolder();
  const events = join(folder, 'events');
  const links = join(folder, 'links');
  writeFileSync(events, '');
  writeFileSync(links, '');
  const ip = join(folder, 'ip');
  writeFileSync(ip, `#!/bin/sh\necho $$ >> ${folder}/pids\nexec tail -n +1 -f ${events}\n`);
  chmodSync(ip, 0o755);
  const setLinks = (...names: readonly string[]) =>
    writeFileSync(
      links,
      names
        .map(
          (name, i) =>
            `${i + 1}: ${name}: <UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default qlen 1000\n    link/ether 02:00:00:00:00:0${i} brd ff:ff:ff:ff:ff:ff\n`,
        )
        .join(''),
    );
  const manifest = {
    format: 'vethscope-bundle',
    version: '1.0',
    tool: 'test',
    node: 'worker1',
    started: '2026-11-24T18:00:00Z',
    namespaces: [{ name: 'host', folder: 'host', inode: 1, names: [], state: 'captured' }],
    commands: [
      { command: 'ip addr show', netns: 'host', file: 'host/ip_addr_show', exit: 0, at: 0 },
    ],
  };
  const captureScript = `set -e
cd $(mktemp -d)
mkdir -p top/host
cp ${links} top/host/ip_addr_show
cat > top/manifest.json <<'MANIFEST'
${JSON.stringify(manifest)}
MANIFEST
tar czf - top
rm -r "$PWD"`;
  const event = (line: string) => writeFileSync(events, `${line}\n`, { flag: 'a' });
  return { folder, setLinks, event, captureScript, env: { PATH: `${folder}:/usr/bin:/bin` } };
}

async function serveLive(options: Parameters<typeof testIo>[0], data = scratchFolder()) {
  const test = testIo(options);
  const exitCode = run(['serve', '--live', '--port', '0', '--data', data], test.io);
  onTestFinished(async () => {
    test.stop();
    await exitCode;
  });
  const address = () => /^Dashboard: (http:\S+)\/$/m.exec(test.stderr())?.[1];
  await vi.waitFor(() => expect(address()).toBeDefined(), 20_000);
  return { ...test, exitCode, data, address: address() ?? '' };
}

async function listen(address: string) {
  const ending = new AbortController();
  onTestFinished(() => ending.abort());
  const response = await fetch(`${address}/api/v1/events`, { signal: ending.signal });
  let text = '';
  void (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true });
  })().catch(() => undefined);
  const events = () =>
    [...text.matchAll(/^event: (\w+)\ndata: (.*)$/gm)].map(([, event, data = '']) =>
      liveEventSchema.parse({ event, data: JSON.parse(data) }),
    );
  const states = () => events().flatMap((one) => (one.event === 'state' ? one.data : []));
  return { response, events, states };
}

test('follows the node: what changes becomes a state, and each state is a capture', async () => {
  const node = fakeNode();
  node.setLinks('lo', 'eth0');
  const server = await serveLive(node);
  const { states, events } = await listen(server.address);
  await vi.waitFor(() => expect(events()).toHaveLength(2), 5000);
  expect(events()[1]).toMatchObject({
    event: 'status',
    data: { live: true, blind: [/* without root */ expect.any(String), expect.any(String)] },
  });

  node.setLinks('lo', 'eth0', 'br0');
  node.event('[LINK]3: br0: <BROADCAST,MULTICAST> mtu 1500');
  await vi.waitFor(() => expect(states()).toHaveLength(2), 10_000);
  const [first, second] = states();
  expect(second).toMatchObject({
    triggers: [{ kind: 'link', netns: ['host'] }],
    changes: { added: { count: 1, ids: ['if/worker1/host/br0'] } },
    oldest: first?.id,
  });

  const topology = async (id: string) =>
    JSON.stringify(await (await fetch(`${server.address}/api/v1/captures/${id}/topology`)).json());
  expect(await topology(first?.id ?? '')).not.toContain('br0');
  expect(await topology(second?.id ?? '')).toContain('br0');
  expect(await topology('live')).toContain('br0');
  const { captures } = await (await fetch(`${server.address}/api/v1/captures`)).json();
  expect(captures).toMatchObject([{ id: 'live', name: 'worker1', live: true, readOnly: true }]);
  const removal = await fetch(`${server.address}/api/v1/captures/live`, { method: 'DELETE' });
  expect(removal.status).toBe(409);
});

test('looks again when asked to, though no event told of it', async () => {
  const node = fakeNode();
  node.setLinks('lo');
  const server = await serveLive(node);
  const { states } = await listen(server.address);
  node.setLinks('lo', 'br0');
  const asked = await fetch(`${server.address}/api/v1/live/look`, { method: 'POST' });
  expect(asked.status).toBe(202);
  await vi.waitFor(
    () => expect(states().at(-1)?.triggers).toMatchObject([{ kind: 'asked' }]),
    10_000,
  );
});

test('neither looks again nor tells anything for a page of another site', async () => {
  const node = fakeNode();
  node.setLinks('lo');
  const server = await serveLive(node);
  const response = await fetch(`${server.address}/api/v1/live/look`, {
    method: 'POST',
    headers: { origin: 'http://example.com' },
  });
  expect(response.status).toBe(403);
  const events = `${server.address}/api/v1/events`;
  const listening = await fetch(events, { headers: { 'sec-fetch-site': 'cross-site' } });
  expect(listening.status).toBe(403);
  // Answered at once, instead of with a stream that never ends.
  expect((await fetch(events, { method: 'HEAD' })).headers.get('content-type')).toMatch(
    /^text\/event-stream/,
  );
});

test('leaves no process and no file behind when it is stopped', async () => {
  const node = fakeNode();
  node.setLinks('lo');
  const server = await serveLive(node);
  expect(readdirSync(join(server.data, 'live'))).toHaveLength(1);
  const [pid] = readFileSync(join(node.folder, 'pids'), 'utf8').split('\n');
  server.stop();
  expect(await server.exitCode).toBe(0);
  expect(readdirSync(join(server.data, 'live'))).toEqual([]);
  expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH');
});

test.each([
  {
    name: 'there is no ip',
    options: () => ({ env: { PATH: '/nonexistent' } }),
    line: 'vethscope: --live: this machine has no `ip` (iproute2), without which no change is noticed\n',
  },
  {
    name: 'the node cannot be captured',
    options: () => ({ ...fakeNode(), captureScript: 'echo "no space left" >&2; exit 1' }),
    line: 'vethscope: --live: no space left\n',
  },
])('says in one line that $name', async ({ options, line }) => {
  const { io, stderr } = testIo(options());
  const argv = ['serve', '--live', '--port', '0', '--data', scratchFolder()];
  expect(await run(argv, io)).toBe(2);
  expect(stderr()).toBe(line);
});

test('a server that follows no node says so', async () => {
  const node = testIo();
  const exitCode = run(['serve', '--port', '0', '--data', scratchFolder()], node.io);
  onTestFinished(async () => {
    node.stop();
    await exitCode;
  });
  const address = () => /^Dashboard: (http:\S+)\/$/m.exec(node.stderr())?.[1];
  await vi.waitFor(() => expect(address()).toBeDefined(), 20_000);
  const response = await fetch(`${address()}/api/v1/events`);
  expect(response.status).toBe(404);
  expect(await response.json()).toEqual({
    error: { message: 'this server follows no node: start it with --live' },
  });
});

test('stops at once while it looks at the node for the first time', async () => {
  const node = fakeNode();
  const { io, stop } = testIo({ ...node, captureScript: 'exec sleep 600' });
  const data = scratchFolder();
  const exitCode = run(['serve', '--live', '--port', '0', '--data', data], io);
  await vi.waitFor(() => readFileSync(join(node.folder, 'pids')), 5000);
  stop();
  expect(await exitCode).toBe(0);
  expect(readdirSync(join(data, 'live'))).toEqual([]);
});
