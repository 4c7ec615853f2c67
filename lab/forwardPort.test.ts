import { createConnection } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInLab } from './describeInLab.ts';
import { forwardPort } from './forwardPort.ts';
import type { Machine } from './machine.ts';
import { startMachine } from './machine.ts';
import { answer } from './traffic/traffic.ts';

describeInLab('a port of a machine', () => {
  let machine: Machine;

  beforeAll(async () => {
    machine = await startMachine('lonely');
  });
  afterAll(async () => {
    await machine.stop();
  });

  it('is reached from outside while a program answers there', async () => {
    const program = await answer(machine, undefined, 8420);
    const forwarded = await forwardPort(machine, 8420);
    const connections = ['first', 'second'].map(() =>
      createConnection(forwarded.port, '127.0.0.1'),
    );
    expect(await Promise.all(connections.map((one) => text(one)))).toEqual([
      '127.0.0.1',
      '127.0.0.1',
    ]);
    await forwarded.close();
    await expect(text(createConnection(forwarded.port, '127.0.0.1'))).rejects.toThrow(
      'ECONNREFUSED',
    );
    await program.stop();
  });

  it('gives nothing when no program answers there', async () => {
    const forwarded = await forwardPort(machine, 8420);
    expect(await text(createConnection(forwarded.port, '127.0.0.1')).catch(() => '')).toBe('');
    await forwarded.close();
  });
});
