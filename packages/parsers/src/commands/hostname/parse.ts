import type { Evidence } from '@vethscope/model';
import { type Origin, type Parsed, SourceLines } from '../../source/sourceLines.ts';

export interface Hostname {
  readonly name: string;
  readonly evidence: Evidence;
}

/** Reads the one name that `hostname`, `uname -n`, `/etc/hostname` and `hostnamectl` print. */
export function parseHostname(text: string, origin?: Origin): Parsed<Hostname> {
  const source = new SourceLines(text, origin);
  const named = readStatus(source) ?? readName(source);
  return source.finish(named ? [named] : [], 'a host name');
}

/** hostname(7): letters, digits, hyphens and dots; underscores occur. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,252}$/;

/** The first line that is no comment: hostname(5) allows `#` in /etc/hostname. */
function readName(source: SourceLines): Hostname | undefined {
  for (const [i, line] of source.lines.entries()) {
    const name = line.trim();
    if (name.startsWith('#')) {
      source.ignored(i);
    } else if (name !== '') {
      if (!NAME.test(name)) return undefined;
      source.understood(i);
      return { name, evidence: source.evidence(i) };
    }
  }
  return undefined;
}

/**
 * hostnamectl's status: ` Static hostname: controller.home.local`. A transient name is printed
 * only where the kernel's differs from the static one, and then is the name in use.
 */
function readStatus(source: SourceLines): Hostname | undefined {
  if (!source.lines.some((line) => STATUS_NAME.test(line))) return undefined;
  const names = new Map<string, Hostname>();
  for (const [i, line] of source.lines.entries()) {
    const [, kind, name = ''] = STATUS_NAME.exec(line) ?? [];
    // Static hostname: n/a
    if (kind !== undefined && NAME.test(name)) {
      names.set(kind, { name, evidence: source.evidence(i) });
      source.understood(i);
    } else if (/^ *[A-Z][A-Za-z_ ]*: /.test(line)) {
      source.ignored(i);
    }
  }
  return names.get('Transient') ?? names.get('Static');
}

const STATUS_NAME = /^ *(Static|Transient) hostname: (\S+)/;
