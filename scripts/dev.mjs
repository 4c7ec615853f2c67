// The web application with hot reload, in front of an API that is rebuilt and restarted on change.
//   npm run dev -- CAPTURE…
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { build, program } from './build.mjs';
import { quietly, root, StepFailed, script, tool } from './processes.mjs';

const collector = join(root, 'apps', 'collector');
const WATCHED = [
  join(collector, 'src'),
  join(root, 'packages', 'model', 'src'),
  join(root, 'packages', 'parsers', 'src'),
];
const captures = process.argv.slice(2);
if (captures.length === 0) captures.push(join(root, 'examples', 'calico-single-node.md'));

await script(build);
let api = startApi();
const web = spawn(process.execPath, [tool('vite')], {
  cwd: join(root, 'apps', 'web'),
  stdio: 'inherit',
});

let timer;
for (const folder of WATCHED) {
  watch(folder, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(restartApi, 200);
  });
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    api.kill();
    web.kill();
    process.exit(0);
  });
}
web.once('exit', (code) => {
  api.kill();
  process.exit(code ?? 1);
});

function startApi() {
  return spawn(process.execPath, [program, 'serve', ...captures], { stdio: 'inherit' });
}

async function restartApi() {
  try {
    await quietly(process.execPath, [tool('vite'), 'build', '--logLevel', 'warn'], {}, collector);
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    // A half-typed line: the next change tries again.
    console.error(error.message);
    return;
  }
  if (api.exitCode === null) {
    api.kill();
    await new Promise((resolve) => api.once('exit', resolve));
  }
  api = startApi();
}
