import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { errorCode } from '../captures/failureInWords.ts';
import { EXIT_DONE } from './exitCodes.ts';
import { run } from './run.ts';

// The program's entry, and the one file that knows the process.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    // `vethscope graph … | head`: the reader has enough.
    if (errorCode(error) === 'EPIPE') process.exit(EXIT_DONE);
    throw error;
  });
}

process.exitCode = await run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  platform: process.platform,
  home: homedir(),
  now: () => new Date(),
  untilStopped,
  assets: {
    webRoot: fileURLToPath(new URL('./web/', import.meta.url)),
    exportPage: fileURLToPath(new URL('./export.html', import.meta.url)),
  },
});

/** Only a server waits for signals: anything else is to end at once. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
}
