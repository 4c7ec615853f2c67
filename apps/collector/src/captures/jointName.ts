/** What several captures are called together: `a`, `a, b`, `a, b and 3 more`. */
export function jointName(names: readonly string[]): string {
  const [first = 'capture', second, ...others] = names;
  if (second === undefined) return first;
  if (others.length === 0) return `${first}, ${second}`;
  return `${first}, ${second} and ${others.length} more`;
}
