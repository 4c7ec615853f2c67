/**
 * The chains one came through, as they stand in the URL: `PREROUTING,KUBE-SERVICES,KUBE-SVC-…`.
 * The last is the one shown, the others are the breadcrumbs.
 */
export function parseChainPath(text: string | undefined): readonly string[] {
  return (text ?? '').split(',').filter((name) => name !== '');
}

export function formatChainPath(path: readonly string[]): string | undefined {
  return path.length === 0 ? undefined : path.join(',');
}

/** Following a target: back up where the path has it already, one step further otherwise. */
export function stepInto(path: readonly string[], chain: string): readonly string[] {
  const at = path.indexOf(chain);
  return at < 0 ? [...path, chain] : path.slice(0, at + 1);
}

/** Going to a referrer, which comes before the chain that is shown. */
export function stepOut(path: readonly string[], chain: string): readonly string[] {
  const at = path.indexOf(chain);
  return at < 0 ? [chain] : path.slice(0, at + 1);
}
