/** Longer paths are no outputs' names, and PATH_MAX ends there on most systems. */
const MAX_PATH_LENGTH = 4096;

export type MemberPath =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly reason: string };

/** A member's name as a relative path with `/`: `.\a\b`, `./a//b` → `a/b`. */
export function memberPath(name: string): MemberPath {
  if (name.length > MAX_PATH_LENGTH) return refused('its name is too long');
  // `\` separates folders on Windows; no command's output has it in its name elsewhere.
  const slashes = name.replaceAll('\\', '/');
  if (slashes.startsWith('/') || /^[A-Za-z]:\//.test(slashes))
    return refused('its path is absolute');
  const parts = slashes.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..')) return refused('its path leads out of the archive');
  if (parts.length === 0) return refused('it has no name');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a name must not reach a terminal raw
  return { ok: true, path: parts.join('/').replace(/[\u0000-\u001f\u007f-\u009f]/g, '?') };
}

function refused(reason: string): MemberPath {
  return { ok: false, reason };
}
