// npm run bench                     measures against peers, prints a table and writes bench/results.json
// npm run bench -- layout node      only these of bench/main.ts, and only the table
// npm run bench -- --write FOLDER   writes the large captures that are measured, as bundles, to try them
import { join, resolve } from 'node:path';
import { findBrowser } from './browser.mjs';
import { build, program } from './build.mjs';
import { quietly, root, run, script, tool } from './processes.mjs';
import { setup } from './setup.mjs';

const bench = join(root, 'bench');
const built = join(bench, 'node_modules', '.cache', 'bench');

await script(async () => {
  const [first, folder = 'captures'] = process.argv.slice(2);
  process.exitCode = await (first === '--write' ? write(folder) : measure(process.argv.slice(2)));
});

async function write(folder) {
  await setup();
  await compile();
  return run(process.execPath, [join(built, 'write.js'), resolve(folder)]);
}

async function measure(names) {
  await build();
  const browser = await findBrowser();
  await compile();
  return run(
    process.execPath,
    ['--expose-gc', join(built, 'main.js'), program, join(bench, 'results.json'), ...names],
    { env: { VETHSCOPE_CHROMIUM: browser } },
  );
}

async function compile() {
  await quietly(process.execPath, [tool('vite'), 'build', bench]);
}
