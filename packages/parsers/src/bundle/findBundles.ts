import type { CaptureFile } from '../archive/captureFiles.ts';
import type { FoundOutputs } from '../recognize/foundOutput.ts';
import { bundleOutputs } from './bundleOutputs.ts';
import { type Manifest, readManifest } from './manifest.ts';

export interface FoundBundles extends FoundOutputs {
  /** By node; `undefined` is the capture's own, where it holds one bundle. */
  readonly manifests: ReadonlyMap<string | undefined, Manifest>;
  /** Files that belong to a bundle, as evidence calls them. */
  readonly files: ReadonlySet<string>;
}

/** The bundles in a capture: one, or a folder of several, which are as many nodes. */
export function findBundles(
  captured: readonly CaptureFile[],
  fileOf: (path: string) => string,
): FoundBundles {
  const manifests = captured.flatMap((file) => readManifest(file, fileOf) ?? []);
  const textOf = new Map(
    manifests.length === 0 ? [] : captured.map(({ path, text }) => [fileOf(path), text]),
  );
  const bundles = manifests.map((manifest) => {
    const node = manifests.length > 1 ? (manifest.node ?? manifest.folder) : undefined;
    return { manifest, node, ...bundleOutputs(manifest, textOf) };
  });
  return {
    outputs: bundles.flatMap(({ outputs, node }) =>
      outputs.map((output) => (node === undefined ? output : { ...output, node })),
    ),
    diagnostics: bundles.flatMap(({ manifest, diagnostics }) => [
      ...manifest.diagnostics,
      ...diagnostics,
    ]),
    manifests: new Map(bundles.map(({ node, manifest }) => [node, manifest])),
    files: new Set(bundles.flatMap(({ manifest, files }) => [fileOf(manifest.path), ...files])),
  };
}
