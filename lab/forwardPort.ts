import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Machine } from './machine.ts';
import { enter, labEnvironment } from './machine.ts';

const RELAY = join(import.meta.dirname, 'traffic/relay.mjs');

export interface ForwardedPort {
  /** On 127.0.0.1 out here. */
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Makes a TCP port of a machine's 127.0.0.1 reachable out here, without a network between the two:
 * a socket stays in the namespace in which it was made, so one that listens out here is handed to a
 * process that connects in there.
 */
export async function forwardPort(machine: Machine, portInside: number): Promise<ForwardedPort> {
  const [program, ...args] = enter(machine, [process.execPath, RELAY, String(portInside)]);
  const relay = spawn(program, args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: labEnvironment(),
  });
  const ended = once(relay, 'exit');
  const listener = createServer();
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  relay.send('listen', listener);
  await once(relay, 'message');
  listener.close();
  const close = async (): Promise<void> => {
    // The relay ends with its channel.
    relay.disconnect();
    await ended;
  };
  return { port, close };
}
