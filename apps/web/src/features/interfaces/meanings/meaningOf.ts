import type { PrintedField } from '@vethscope/parsers';
import { meaningOfCounter } from './ofCounters.ts';
import { JSON_NAMES_OF_KINDS, OF_KINDS } from './ofKinds.ts';
import { JSON_NAMES_OF_LINKS, OF_LINKS } from './ofLinks.ts';
import { JSON_NAMES_OF_PORTS, OF_PORTS } from './ofPorts.ts';

/** What a printed word means; `undefined` where it is not known. `kind` is the link's, or its master's. */
export function meaningOf(
  { part, name }: Pick<PrintedField, 'part' | 'name'>,
  kind: string,
): string | undefined {
  switch (part) {
    case 'link':
      return own(OF_LINKS, own(JSON_NAMES_OF_LINKS, name) ?? name);
    case 'kind':
      return inKind(OF_KINDS, own(OF_KINDS_LIKE, kind) ?? kind, name, JSON_NAMES_OF_KINDS);
    case 'port':
      return inKind(OF_PORTS, kind, name, JSON_NAMES_OF_PORTS);
    case 'statistics':
      return meaningOfCounter(name.replace(/^[rt]x /, ''));
    case 'function':
      return own(OF_LINKS, 'vf');
  }
}

/** Kinds that print the same words. */
const OF_KINDS_LIKE: Readonly<Record<string, string>> = { macvtap: 'macvlan' };

function inKind(
  kinds: Readonly<Record<string, Readonly<Record<string, string>>>>,
  kind: string,
  name: string,
  jsonNames: Readonly<Record<string, string>>,
): string | undefined {
  const words = own(kinds, kind);
  return words && (own(words, name) ?? own(words, own(jsonNames, name) ?? name));
}

/** Names come from outputs: `constructor` is one that no table has. */
function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
