/** `eth0, eth1 and 7 more`: the first names, and how many others there are. */
export function someOf(names: readonly (string | number)[], most: number): string {
  const more = names.length - most;
  const shown = names.slice(0, most).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}
