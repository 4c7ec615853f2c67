import { z } from 'zod';

/** What `collect` says about a bundle, from its manifest.json; docs/bundle.md has all of it. */
const manifestSchema = z.object({
  node: z.string(),
  /** `2026-11-24T18:18:04Z`. */
  started: z.string(),
  user: z.string().optional(),
  namespaces: z.array(
    z.object({
      name: z.string(),
      /** `captured`, `failed`, or `left out` where other namespaces were asked for. */
      state: z.string(),
      reason: z.string().optional(),
    }),
  ),
  commands: z.array(
    z.object({
      command: z.string(),
      netns: z.string(),
      /** Why it was not run. */
      skipped: z.string().optional(),
      /** It was not run, since it is known to print nothing. */
      empty: z.boolean().optional(),
      exit: z.number().optional(),
      timedOut: z.boolean().optional(),
    }),
  ),
});

export type BundleManifest = z.infer<typeof manifestSchema>;

/** `undefined` where it is no manifest. */
export function bundleManifest(text: string): BundleManifest | undefined {
  try {
    return manifestSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** `vethscope-worker1-20261124T181804Z`: no matter what the node calls itself, a plain file's name. */
export function bundleName({ node, started }: BundleManifest): string {
  const plain = node.replace(/[^A-Za-z0-9._-]/g, '_').slice(0, 100);
  return `vethscope-${plain}-${started.replace(/[^0-9TZ]/g, '').slice(0, 16)}`;
}
