/** `-` is how a command line spells it. */
const STANDARD_INPUT_NAME = 'stdin';

const KNOWN_ENDINGS = /(\.(tgz|txz|tar|zip|md|markdown|txt|log|json|gz|xz|bz2|zst))+$/i;

/**
 * What a capture is called: its file's name without folders and known endings.
 * `/tmp/controller.home.local.tar.gz` → `controller.home.local`, `notes.md` → `notes`.
 */
export function captureName(fileName: string): string {
  if (fileName === '-') return STANDARD_INPUT_NAME;
  const base = baseName(fileName);
  const name = base.replace(KNOWN_ENDINGS, '');
  return name === '' ? base || 'capture' : name;
}

/** The last part of a path, whichever way its slashes lean. */
export function baseName(path: string): string {
  return path.split(/[/\\]/).findLast((part) => part !== '' && part !== '.') ?? '';
}
