// Builds the lab, says how to enter its nodes, and waits for Ctrl-C.
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { installLabTools } from './labTools.mjs';
import { root, script } from './processes.mjs';
import { setup } from './setup.mjs';

await script(async () => {
  await setup();
  installLabTools();
  // Node 20 does not run TypeScript.
  const { module } = await runnerImport(join(root, 'lab', 'up.ts'), { root, configFile: false });
  await module.labUp();
});
