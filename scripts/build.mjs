// Builds the web application, then the command line tool with it beside: apps/collector/dist. Says how
// large what people wait for is.
import { join } from 'node:path';
import { quietly, root, script, tool } from './processes.mjs';
import { setup } from './setup.mjs';
import { checkSizes } from './sizes.mjs';

export const program = join(root, 'apps', 'collector', 'dist', 'vethscope.js');

export async function build() {
  await setup();
  const web = join(root, 'apps', 'web');
  await Promise.all([
    quietly(process.execPath, [tool('vite'), 'build'], {}, web),
    quietly(process.execPath, [tool('vite'), 'build', '--mode', 'export'], {}, web),
  ]);
  await quietly(process.execPath, [tool('vite'), 'build'], {}, join(root, 'apps', 'collector'));
}

if (process.argv[1] === import.meta.filename) {
  await script(async () => {
    await build();
    await checkSizes(program);
    console.error('Built apps/collector/dist/vethscope.js');
  });
}
