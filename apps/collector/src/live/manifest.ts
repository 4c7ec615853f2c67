import type { CaptureFile, CaptureFiles } from '@vethscope/parsers';
import { z } from 'zod';

/** A bundle's manifest, as far as one bundle is put together from several: docs/bundle.md. */
export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestNetns = Manifest['namespaces'][number];
export type ManifestCommand = Manifest['commands'][number];

const manifestSchema = z.looseObject({
  /** Stands first, as it is told by. */
  format: z.literal('vethscope-bundle'),
  node: z.string(),
  started: z.string(),
  finished: z.string().optional(),
  namespaces: z
    .array(
      z
        .looseObject({
          name: z.string(),
          folder: z.string(),
          names: z.array(z.string()).readonly().optional(),
          inode: z.number().optional(),
          /** `captured`, `failed` (and the reason), `left out`. */
          state: z.string().optional(),
          reason: z.string().optional(),
        })
        .readonly(),
    )
    .readonly(),
  commands: z
    .array(
      z
        .looseObject({
          command: z.string(),
          netns: z.string(),
          file: z.string().optional(),
          stderr: z.string().optional(),
          /** Seconds after `started`. */
          at: z.number().optional(),
        })
        .readonly(),
    )
    .readonly(),
});

export interface Bundle {
  readonly manifest: Manifest;
  /** Without the manifest; paths as the manifest has them, without the bundle's own folder. */
  readonly files: readonly CaptureFile[];
}

const MANIFEST = 'manifest.json';

/** `undefined`: it has no manifest, so the capture is not whole, or one that cannot be read. */
export function readBundle({ files }: CaptureFiles): Bundle | undefined {
  // vethscope-worker1-20261124T181804Z/manifest.json
  const found = files.find(({ path }) => /^([^/]+\/)?manifest\.json$/.test(path));
  const parsed = manifestSchema.safeParse(found && parsedJson(found.text));
  if (!found || !parsed.success) return undefined;
  const folder = found.path.slice(0, -MANIFEST.length);
  return {
    manifest: parsed.data,
    files: files
      .filter(({ path }) => path.startsWith(folder) && path !== found.path)
      .map(({ path, text }) => ({ path: path.slice(folder.length), text })),
  };
}

/** The inverse, for a capture that is called after its node. */
export function bundleCapture({ manifest, files }: Bundle): CaptureFiles {
  const all = [...files, { path: MANIFEST, text: manifestText(manifest) }];
  return {
    name: manifest.node,
    files: all.sort((a, b) => (a.path < b.path ? -1 : 1)),
    diagnostics: [],
  };
}

/** One object a line inside the lists, so that evidence can point at lines. */
function manifestText(manifest: Manifest): string {
  const isList = ([, value]: readonly [string, unknown]) => Array.isArray(value);
  const entries = Object.entries(manifest);
  const listsLast = [...entries.filter((entry) => !isList(entry)), ...entries.filter(isList)];
  const fields = listsLast.map(([key, value]) => {
    if (!Array.isArray(value)) return ` ${JSON.stringify(key)}: ${JSON.stringify(value)}`;
    const lines = value.map((item) => `  ${JSON.stringify(item)}`).join(',\n');
    return ` ${JSON.stringify(key)}: [\n${lines}\n ]`;
  });
  return `{\n${fields.join(',\n')}\n}\n`;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
