import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { scratchFolder } from '../testing/scratchFolder.ts';
import { superviseMonitor } from './superviseMonitor.ts';

/** A stand-in for `ip monitor`, as a shell script. */
function supervised(script: string) {
  const program = join(scratchFolder(), 'monitor');
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  const told: string[] = [];
  const monitor = superviseMonitor({
    argv: [program, 'monitor'],
    env: { PATH: process.env['PATH'] },
    onLine: (line) => told.push(line),
    onUp: () => told.push('up'),
    onLost: (reason) => told.push(`lost: ${reason.replace(program, 'ip')}`),
    onOverrun: () => told.push('overrun'),
  });
  onTestFinished(monitor.stop);
  return { told, monitor };
}

test('hands on its lines, and restarts it once it is lost', async () => {
  const { told } = supervised('echo $$; sleep 0.4; exit 3');
  await vi.waitFor(() => expect(told.filter((line) => line === 'up')).toHaveLength(2), 10_000);
  const [pid, up, lost, other] = told;
  expect([up, lost]).toEqual(['up', 'lost: ip monitor: it ended (3)']);
  expect(other).not.toBe(pid);
});

test('says why it could not listen, and never calls it running', async () => {
  const { told } = supervised('echo "Operation not permitted" >&2; exit 1');
  await vi.waitFor(() => expect(told.length).toBeGreaterThan(1), 10_000);
  expect(told[0]).toBe('lost: ip monitor: Operation not permitted');
  expect(told).not.toContain('up');
});

test('says that events were lost while it goes on', async () => {
  const { told } = supervised(
    'echo "netlink receive error No buffer space available (105)" >&2; exec sleep 60',
  );
  await vi.waitFor(() => expect(told).toContain('up'), 10_000);
  expect(told).toEqual(['overrun', 'up']);
});

test('leaves no process behind', async () => {
  const { told, monitor } = supervised('echo $$; exec sleep 60');
  await vi.waitFor(() => expect(told.length).toBeGreaterThan(0), 10_000);
  await monitor.stop();
  expect(() => process.kill(Number(told[0]), 0)).toThrow('ESRCH');
});
