/** `A, B, C and 7 more`: chains are named until the line gets too long. */
export function namesOf(names: readonly string[], most = 4): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}
