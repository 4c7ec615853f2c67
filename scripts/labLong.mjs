// Asks the lab's kernel about many random packets, or keeps one of them as a test:
//   npm run lab:long -- [FIRST_SEED] [SEEDS] [PROBES]
//   npm run lab:record -- SEED PROBE
import { installLabTools } from './labTools.mjs';
import { root, run, script, tool } from './processes.mjs';
import { setup } from './setup.mjs';

await script(async () => {
  await setup();
  installLabTools();
  const [what, ...words] = process.argv.slice(2);
  const [first, second, third] = words.map(Number);
  const asked =
    what === 'record'
      ? { what, seed: first, probe: second }
      : { what, firstSeed: first ?? 1000, seeds: second ?? 50, probes: third ?? 60 };
  const config = ['--root', root, '--config', 'lab/long.config.ts'];
  process.exitCode = await run(process.execPath, [tool('vitest'), 'run', ...config], {
    env: { LAB: JSON.stringify(asked) },
  });
});
