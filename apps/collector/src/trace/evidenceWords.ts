import type { Evidence } from '@vethscope/model';

const MAX_PLACES = 3;

/** `  [ip_route_show:3, ip_rule_show:1-2]`; files in `folder` go by their names alone. */
export function evidenceWords(evidence: readonly Evidence[], folder: string): string {
  if (evidence.length === 0) return '';
  const places = evidence.slice(0, MAX_PLACES).map((place) => placeOf(place, folder));
  const more = evidence.length - MAX_PLACES;
  return `  [${places.join(', ')}${more > 0 ? ` and ${more} more` : ''}]`;
}

/** `control/host/`: where most of the lines are; empty where that is the capture's top. */
export function usualFolder(evidence: readonly Evidence[]): string {
  const counts = new Map<string, number>();
  for (const { file } of evidence) {
    const folder = folderOf(file);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? '';
}

function placeOf({ file, line, endLine }: Evidence, folder: string): string {
  const name = folderOf(file) === folder ? file.slice(folder.length) : file;
  return line === endLine ? `${name}:${line}` : `${name}:${line}-${endLine}`;
}

function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/') + 1);
}
