// Asks the lab's kernel about many random packets, or keeps one of them as a test:
//   npm run lab:long -- [FIRST_SEED] [SEEDS] [PROBES]
//   npm run lab:record -- SEED PROBE
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { installLabTools } from './labTools.mjs';
import { root, script } from './processes.mjs';
import { setup } from './setup.mjs';

await script(async () => {
  await setup();
  installLabTools();
  // Node 20 does not run TypeScript.
  const file = join(root, 'lab', 'judge', 'long.ts');
  const { module } = await runnerImport(file, { root, configFile: false });
  const [what, ...words] = process.argv.slice(2);
  const numbers = words.map(Number);
  if (what === 'record') {
    const [seed, probe] = numbers;
    process.exitCode = await module.record(seed, probe);
  } else {
    const [firstSeed = 1000, seeds = 50, probes = 60] = numbers;
    process.exitCode = await module.judgeLong({ firstSeed, seeds, probes });
  }
});
