import { readlinkSync } from 'node:fs';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { describeInLab } from './describeInLab.ts';
import type { Machine } from './machine.ts';
import { startMachine } from './machine.ts';
import { ip, run, start } from './run.ts';

describeInLab('a machine', () => {
  let machine: Machine;

  beforeAll(async () => {
    machine = await startMachine('lonely');
  });
  afterAll(async () => {
    await machine.stop();
  });

  it.each(['net', 'mnt', 'uts', 'ipc', 'pid'])('has a namespace of its own: %s', async (kind) => {
    const namespaceOf = async (process: string): Promise<string> =>
      (await run(machine, ['readlink', `/proc/${process}/ns/${kind}`])).trim();
    expect(await namespaceOf('self')).toBe(await namespaceOf('1'));
    expect(await namespaceOf('self')).not.toBe(readlinkSync(`/proc/self/ns/${kind}`));
  });

  it('has its name, one interface, and none of the namespaces that have a name outside', async () => {
    expect(await run(machine, ['uname', '-n'])).toBe('lonely\n');
    expect(await run(machine, ['ip', '-brief', 'link'])).toMatch(/^lo +UNKNOWN .*\n$/);
    expect(await run(machine, ['ip', 'netns'])).toBe('');
    expect(await run(machine, ['cat', '/proc/self/mountinfo'])).not.toContain('net:[');
  });

  it('sees no process but its own', async () => {
    const script = 'for process in /proc/[0-9]*; do cat $process/comm; done';
    const names = await run(machine, ['sh', '-c', script]);
    expect(new Set(names.trim().split('\n'))).toEqual(new Set(['cat', 'sh']));
  });

  it('says what a program complained about', async () => {
    await expect(run(machine, ['ip', 'link', 'set', 'eth7', 'up'])).rejects.toThrow(
      /ip link set eth7 up ended with 1: Cannot find device "eth7"/,
    );
    await expect(ip(machine, ['link set lo up', 'link set eth7 up'])).rejects.toThrow(
      /Cannot find device "eth7"\nCommand failed -:2\nlink set lo up\nlink set eth7 up\n/,
    );
  });

  it('passes words on as they are', async () => {
    expect(await run(machine, ['echo', '$HOME; `id`', "'"])).toBe("$HOME; `id` '\n");
  });

  it('ends a program that is stopped', async () => {
    const isRunning = async (): Promise<boolean> =>
      (await run(machine, ['sh', '-c', 'cat /proc/[0-9]*/comm'])).includes('sleep');
    const program = start(machine, ['sleep', 'infinity']);
    await vi.waitFor(async () => expect(await isRunning()).toBe(true), { timeout: 60_000 });
    await program.stop();
    await vi.waitFor(async () => expect(await isRunning()).toBe(false), { timeout: 60_000 });
  });
});
