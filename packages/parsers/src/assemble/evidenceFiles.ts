import type { CaptureFile, CaptureFiles } from '../archive/captureFiles.ts';

/** A capture whose files are named as evidence names them. */
export interface NamedCapture {
  /** Unlike every other capture's. */
  readonly name: string;
  readonly capture: CaptureFiles;
  readonly fileOf: (path: string) => string;
}

/** Names captures one after the other. Among several, evidence says which one it is in: `node1/ip_addr.txt`. */
export function captureNamer(areSeveral: boolean): (capture: CaptureFiles) => NamedCapture {
  const names = new Set<string>();
  return (capture) => {
    const name = uniqueName(capture.name, names);
    const fileOf = (path: string): string => (areSeveral ? `${name}/${path}` : path);
    return { name, capture, fileOf };
  };
}

/** Every captured file under the name that a snapshot's evidence has for it. */
export function evidenceFiles(captures: readonly CaptureFiles[]): readonly CaptureFile[] {
  return captures
    .map(captureNamer(captures.length > 1))
    .flatMap(({ capture, fileOf }) =>
      capture.files.map(({ path, text }) => ({ path: fileOf(path), text })),
    );
}

/** `worker`, `worker-2`, `worker-3`: adds the name to those taken. */
export function uniqueName(name: string, taken: Set<string>): string {
  let unique = name;
  for (let n = 2; taken.has(unique); n++) unique = `${name}-${n}`;
  taken.add(unique);
  return unique;
}
