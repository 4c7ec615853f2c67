// Measures against peers, prints a table and writes bench/results.json.
import { join } from 'node:path';
import { findBrowser } from './browser.mjs';
import { build, program } from './build.mjs';
import { quietly, root, run, script, tool } from './processes.mjs';

const bench = join(root, 'bench');
const built = join(bench, 'node_modules', '.cache', 'bench');

await script(async () => {
  await build();
  const browser = await findBrowser();
  // Node 20 does not run TypeScript.
  await quietly(process.execPath, [
    ...[tool('vite'), 'build', bench, '--ssr', 'main.ts', '--outDir', built, '--emptyOutDir'],
    ...['--minify', 'false'],
  ]);
  process.exitCode = await run(
    process.execPath,
    ['--expose-gc', join(built, 'main.js'), program, join(bench, 'results.json')],
    { env: { VETHSCOPE_CHROMIUM: browser } },
  );
});
