/** How many are worth reading. */
const MAX_NAMES = 3;

/**
 * The names that were most likely meant: those that hold what was typed, shortest first, else
 * those within a few letters of it.
 */
export function nearestNames(typed: string, names: readonly string[]): readonly string[] {
  const wanted = typed.toLowerCase();
  const holding = names.filter((name) => name.toLowerCase().includes(wanted));
  if (wanted !== '' && holding.length > 0) {
    return holding.sort((a, b) => a.length - b.length).slice(0, MAX_NAMES);
  }
  const most = Math.max(2, Math.floor(wanted.length / 4));
  const distances = names
    .filter((name) => Math.abs(name.length - wanted.length) <= most)
    .map((name) => ({ name, distance: editDistance(wanted, name.toLowerCase()) }));
  const least = distances.reduce((best, { distance }) => Math.min(best, distance), most);
  return distances
    .filter(({ distance }) => distance === least)
    .slice(0, MAX_NAMES)
    .map(({ name }) => name);
}

/** Levenshtein: letters to insert, remove or replace. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
