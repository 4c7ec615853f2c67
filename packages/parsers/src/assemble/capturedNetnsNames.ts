import type { CaptureFile } from '../archive/captureFiles.ts';
import { baseName } from '../archive/captureName.ts';
import { fileOutputs } from '../recognize/fileOutputs.ts';

/** A list of namespaces is short; larger files are not searched for one. */
const MAX_LIST_LENGTH = 256 * 1024;

const NO_NAMES: ReadonlySet<string> = new Set();

/**
 * The names that the capture's own `ip netns list` holds: files and folders may be called after
 * them. Transcripts say in their commands where they ran and are not asked.
 */
export function capturedNetnsNames(files: readonly CaptureFile[]): ReadonlySet<string> {
  const names = new Set<string>();
  if (files.length < 2) return names;
  for (const { path, text } of files) {
    if (text.length > MAX_LIST_LENGTH || !isNamedLikeList(path)) continue;
    for (const { reader, argv, origin, text: output } of fileOutputs(
      { path, file: path, text },
      NO_NAMES,
    )?.outputs ?? []) {
      const { facts } = reader?.read(output, origin, argv) ?? {};
      for (const { name } of facts?.netnsNames ?? []) names.add(name);
    }
  }
  return names;
}

/** `ip_netns`, `namespaces.txt`; not `netns/blue/ip_addr` or `ip_netns_exec_blue_ip_addr`. */
function isNamedLikeList(path: string): boolean {
  return /netns(?![_ -]exec)|namespace/i.test(baseName(path));
}
