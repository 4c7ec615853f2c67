import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaptureFiles } from '@vethscope/parsers';
import { packBundle } from '../apps/collector/src/collect/packBundle.ts';
import { STARTED } from './bundle.ts';

/**
 * Writes bundles as `vethscope collect` does: one is `FOLDER/NAME.tar.gz`, several are a folder NAME of
 * them. Gives the path of what was written.
 */
export async function writeBundles(
  folder: string,
  name: string,
  bundles: readonly CaptureFiles[],
): Promise<string> {
  const [only, ...others] = bundles;
  if (only !== undefined && others.length === 0) {
    return writeBundle(folder, name, only);
  }
  const path = join(folder, name);
  for (const bundle of bundles) await writeBundle(path, bundle.name, bundle);
  return path;
}

async function writeBundle(folder: string, name: string, bundle: CaptureFiles): Promise<string> {
  const path = join(folder, `${name}.tar.gz`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, await packBundle(bundle, STARTED));
  return path;
}
