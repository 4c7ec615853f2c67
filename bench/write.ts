import { LARGE } from './bundles.ts';
import { writeBundles } from './writeBundles.ts';

const [, , folder = '.'] = process.argv;
for (const [name, make] of Object.entries(LARGE)) {
  console.log(await writeBundles(folder, name, make()));
}
