// Sends and answers packets in one namespace. Lines of JSON: orders on standard input, what became of
// them on standard output, `{ id, … }`; what a server saw without an id, `{ saw: … }`.
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer, isIPv6 } from 'node:net';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

const ORDERS = {
  listen: { tcp: listenTcp, udp: listenUdp },
  probe: { tcp: probeTcp, udp: probeUdp, icmp: ping },
  mark: { udp: sendMark },
  forget: { all: forget },
};

createInterface({ input: process.stdin }).on('line', async (line) => {
  const order = JSON.parse(line);
  try {
    print({ id: order.id, ...(await ORDERS[order.do][order.proto](order)) });
  } catch (error) {
    print({ id: order.id, failed: String(error) });
  }
});
process.stdin.on('end', () => process.exit());
print({ ready: true });

function print(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

async function listenTcp({ address, port }) {
  const server = createServer((socket) => {
    const { remoteAddress, remotePort, localAddress } = socket;
    socket.on('error', () => undefined);
    print({
      saw: { proto: 'tcp', ...{ address: plain(localAddress), port } },
      from: { address: plain(remoteAddress), port: remotePort },
    });
    socket.end('here');
  });
  server.listen({ port, host: address, ipv6Only: isIPv6(address) });
  await once(server, 'listening');
  return {};
}

/** One address each: the answer is to come from the address that was asked. */
async function listenUdp({ address, port }) {
  const socket = createSocket({ type: typeOf(address), ipv6Only: isIPv6(address) });
  socket.on('message', (_, from) => {
    print({
      saw: { proto: 'udp', address, port },
      from: { address: plain(from.address), port: from.port },
    });
    // As long as the question: `-m length` sees no difference.
    socket.send('reply', from.port, from.address, () => undefined);
  });
  socket.on('error', () => undefined);
  socket.bind(port, address);
  await once(socket, 'listening');
  return {};
}

async function probeTcp({ source, sport, address, dport, patience }) {
  const socket = connect({
    ...{ host: address, port: dport, localPort: sport },
    ...(source !== undefined && { localAddress: source }),
  });
  socket.on('error', () => undefined);
  const outcome = await Promise.race([
    once(socket, 'connect').then(() => ({ kind: 'answered' }), failure),
    sleep(patience, { kind: 'silent' }),
  ]);
  // The server closes as soon as it has accepted; a reset before that would hide who asked.
  if (outcome.kind === 'answered') {
    socket.resume();
    await Promise.race([once(socket, 'close').catch(() => undefined), sleep(patience)]);
  }
  // A reset waits for a connection that is still being opened, and asks for it again and again.
  if (socket.connecting) socket.destroy();
  else socket.resetAndDestroy();
  return outcome;
}

async function probeUdp({ source, sport, address, dport, payload, patience }) {
  const socket = createSocket(typeOf(address));
  const failed = once(socket, 'error').then(([error]) => failure(error));
  try {
    socket.bind(sport, source);
    await Promise.race([once(socket, 'listening'), failed]);
    const connected = new Promise((resolve) => socket.connect(dport, address, resolve));
    const refusedHere = await connected;
    if (refusedHere) return failure(refusedHere);
    const answered = once(socket, 'message').then(() => ({ kind: 'answered' }));
    const sent = new Promise((resolve) => {
      const sentence = payload === undefined ? 'probe' : 'x'.repeat(payload);
      socket.send(sentence, (error) => error && resolve(failure(error)));
    });
    return await Promise.race([answered, failed, sent, sleep(patience, { kind: 'silent' })]);
  } catch (error) {
    return failure(error);
  } finally {
    failed.catch(() => undefined);
    socket.close();
  }
}

/** ping(8): its own id tells it from others. */
async function ping({ source, sport, address, patience }) {
  const options = ['-n', '-c', '1', '-W', String(patience / 1000), '-e', String(sport)];
  const from = source === undefined ? [] : ['-I', source];
  const child = spawn('ping', [...options, ...from, address], {
    env: { ...process.env, LC_ALL: 'C' },
  });
  const [out, err] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  const said = out + err;
  // 64 bytes from fd00::7: icmp_seq=1; of whoever else answers it would say so, too.
  if (out.includes(`bytes from ${address}:`)) return { kind: 'answered' };
  if (out.includes('bytes from')) return { kind: 'silent' };
  const [, code] = PING_ERRORS.find(([words]) => said.includes(words)) ?? [];
  if (code !== undefined) return failure({ code });
  return child.exitCode === 1 ? { kind: 'silent' } : { kind: 'error', code: said.trim() };
}

const PING_ERRORS = [
  ['Destination Port Unreachable', 'ECONNREFUSED'],
  ['Destination Host Unreachable', 'EHOSTUNREACH'],
  ['Destination Net Unreachable', 'ENETUNREACH'],
  ['Destination unreachable: Address unreachable', 'EHOSTUNREACH'],
  ['Destination unreachable: No route', 'ENETUNREACH'],
  ['Destination unreachable: Port unreachable', 'ECONNREFUSED'],
  ['Destination unreachable', 'EHOSTUNREACH'],
  ['Unreachable', 'EHOSTUNREACH'],
  ['Packet filtered', 'EACCES'],
  ['prohibited', 'EACCES'],
  ['Time to live exceeded', 'ETTL'],
  ['Time exceeded', 'ETTL'],
  ['Frag needed', 'EMSGSIZE'],
  ['Packet too big', 'EMSGSIZE'],
  ['Network is unreachable', 'ENETUNREACH'],
  ['Network unreachable', 'ENETUNREACH'],
  ['No route to host', 'EHOSTUNREACH'],
  ['Operation not permitted', 'EPERM'],
  ['Permission denied', 'EACCES'],
  ['Invalid argument', 'EINVAL'],
];

/** A datagram over the loopback: when its trace is seen, all traces before it have been. */
async function sendMark({ port }) {
  const socket = createSocket('udp4');
  await new Promise((resolve) => socket.send('mark', port, '127.0.0.1', resolve));
  socket.close();
  return {};
}

/** All connections that the namespace knows, and all neighbours that it has asked for. */
async function forget() {
  const commands = [
    ['conntrack', '--flush'],
    ['ip', '-4', 'neighbour', 'flush', 'all'],
    ['ip', '-6', 'neighbour', 'flush', 'all'],
  ];
  for (const [program, ...args] of commands) {
    await once(spawn(program, args, { stdio: 'ignore' }), 'close');
  }
  return {};
}

function failure(error) {
  return error.code === 'ECONNREFUSED' ? { kind: 'refused' } : { kind: 'error', code: error.code };
}

function typeOf(address) {
  return isIPv6(address) ? 'udp6' : 'udp4';
}

function plain(address) {
  return address?.replace(/^::ffff:/, '');
}
