/**
 * Fields of parsed JSON whose shape nobody vouches for: a value of another type than asked for is
 * as absent as a missing one.
 */
export function fieldAt(value: unknown, ...path: readonly string[]): unknown {
  let found: unknown = value;
  for (const key of path) {
    if (!isObject(found) || !Object.hasOwn(found, key)) return undefined;
    found = found[key];
  }
  return found ?? undefined;
}

/** A string with something in it. */
export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = fieldAt(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

export function numberAt(value: unknown, ...path: readonly string[]): number | undefined {
  const found = fieldAt(value, ...path);
  return typeof found === 'number' ? found : undefined;
}

/** The list's items; none where there is no list (`null` is how Go prints an empty one). */
export function itemsAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = fieldAt(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** A map of strings, such as labels; empty where there is none. */
export function textsAt(
  value: unknown,
  ...path: readonly string[]
): Readonly<Record<string, string>> {
  const found = fieldAt(value, ...path);
  if (!isObject(found)) return {};
  const texts = Object.entries(found).flatMap(([key, text]) =>
    typeof text === 'string' ? [[key, text] as const] : [],
  );
  return Object.fromEntries(texts);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
