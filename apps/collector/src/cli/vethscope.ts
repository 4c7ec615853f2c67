import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import captureScript from '../../capture/vethscope-capture.sh?raw';
import type { StopSignal } from './io.ts';
import { run } from './run.ts';

// The program's entry, and the one file that knows the process.
for (const stream of [process.stdout, process.stderr]) {
  // Whoever writes gets to know; without a listener it would be a stack trace.
  stream.on('error', () => undefined);
}

process.exitCode = await run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  platform: process.platform,
  home: homedir(),
  cwd: process.cwd(),
  now: () => new Date(),
  untilStopped,
  captureScript,
  uid: process.getuid?.(),
  assets: {
    webRoot: fileURLToPath(new URL('./web/', import.meta.url)),
    exportPage: fileURLToPath(new URL('./export.html', import.meta.url)),
  },
});

/** Only what has to clean up waits for signals: anything else is to end at once. */
function untilStopped(): Promise<StopSignal> {
  const signals: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  return new Promise((resolve) => {
    for (const signal of signals) process.once(signal, () => resolve(signal));
  });
}
