import type { NftSet } from '@vethscope/model';
import { jumpsInText } from './textRule.ts';

export interface TextSet {
  readonly set: Omit<NftSet, 'evidence'>;
  /** Lines of its block that nobody knows. */
  readonly unread: readonly string[];
}

/**
 * The block of a named set or map as `nft list ruleset` prints it, without its first and last line:
 * nft(8), src/rule.c `set_print_declaration`.
 */
export function textSet(kind: NftSet['kind'], name: string, block: readonly string[]): TextSet {
  let type = '';
  let comment: string | undefined;
  const flags: string[] = [];
  const elements: string[] = [];
  const unread: string[] = [];
  for (const line of statementsIn(block)) {
    const [, printedType] = /^type(?:of)? (.+)$/.exec(line) ?? [];
    const [, printedFlags] = /^flags ([\w,]+)$/.exec(line) ?? [];
    const [, said] = /^comment "([^"]*)"$/.exec(line) ?? [];
    const [, inner] = /^elements = \{(.*)\}$/.exec(line) ?? [];
    if (printedType !== undefined) type = printedType;
    else if (printedFlags !== undefined) flags.push(...printedFlags.split(','));
    else if (said !== undefined) comment = said;
    else if (inner !== undefined) elements.push(...elementsIn(inner));
    else if (!SETTING.test(line)) unread.push(line);
  }
  const jumps = elements.flatMap(jumpsInText);
  return {
    set: {
      ...{ name, kind, type, flags },
      ...(comment !== undefined && { comment }),
      elements,
      ...(jumps.length > 0 && { jumps }),
    },
    unread,
  };
}

/** Of how it is kept; who is in it these do not change. `counter`, `limit`, `quota`: of each element. */
const SETTING =
  /^(size \d+( # count \d+)?|timeout \w+|gc-interval \w+|policy \w+|auto-merge|counter|(limit|quota|ct count|last)\b.*)$/;

/** `elements = { tcp . 22,`, and the lines that belong to it, as one. */
function statementsIn(block: readonly string[]): readonly string[] {
  const statements: string[] = [];
  let open: string[] = [];
  for (const line of block.map((one) => one.trim()).filter(Boolean)) {
    if (open.length === 0 && !line.startsWith('elements = {')) {
      statements.push(line.replace(/;$/, ''));
      continue;
    }
    open.push(line);
    if (!/\}\s*;?$/.test(line) || isInQuotes(line)) continue;
    statements.push(open.join(' ').replace(/;$/, ''));
    open = [];
  }
  // Cut off in the middle of its elements.
  return open.length > 0 ? [...statements, open.join(' ')] : statements;
}

/** Of each element, its commas outside of quotes: `80-90 comment "web: a, b"`. */
function elementsIn(text: string): readonly string[] {
  const elements = text.match(/(?:"[^"]*"|[^",])+/g) ?? [];
  return elements.map(elementText).filter(Boolean);
}

/** As that of a JSON listing reads: `lo : accept`, without what it has counted. */
function elementText(printed: string): string {
  return printed
    .trim()
    .replace(/ counter packets \d+ bytes \d+/, '')
    .replace(/^"([^"]*)"/, '$1');
}

function isInQuotes(line: string): boolean {
  return (line.match(/"/g) ?? []).length % 2 === 1;
}
