import { assertNever } from '../assertNever.ts';
import type { NftRule, NftStatement, NftTable } from '../snapshot/nftTable.ts';
import type { RuleCommand, RuleVerb } from './ruleCommand.ts';
import { hasControls, shellWord } from './shellWord.ts';

/**
 * The command line that makes a rule of nftables, or takes it away: nft(8), for a POSIX shell. Unknown
 * where the listing does not tell all of it. What rules name, sets and chains, has to be there.
 */
export function nftRuleCommand(
  { family, name }: NftTable,
  chain: string,
  rule: NftRule,
  verb: RuleVerb,
): RuleCommand {
  const spoken = [name, chain].find((word) => !IDENTIFIER.test(word));
  if (spoken !== undefined) return unknown(`nft does not take the name “${spoken}”`);
  const place = [family, name, chain].join(' ');
  if (verb === 'delete') {
    return rule.handle === undefined
      ? unknown('the listing does not tell its handle, “nft -a list ruleset” does')
      : { kind: 'command', text: `nft delete rule ${place} handle ${rule.handle}` };
  }
  const why = whyUnknown(rule);
  if (why !== undefined) return unknown(why);
  return {
    kind: 'command',
    text: `nft ${verb === 'append' ? `add rule ${place}` : atItsPlace(place, rule)} ${shellWord(ruleText(rule))}`,
  };
}

/** scanner.l: `{letter}({letter}|{digit}|[/\-_\.])*`. */
const IDENTIFIER = /^[a-z_.][\w./-]*$/i;

/** `index` counts from 0: `add` puts a rule behind that one, and it is there where the chain is as long. */
function atItsPlace(place: string, { number }: NftRule): string {
  return number === 1 ? `insert rule ${place}` : `add rule ${place} index ${number - 2}`;
}

function ruleText({ statements = [], comment }: NftRule): string {
  const said = comment === undefined ? [] : [`comment "${comment}"`];
  return [...statements.map(({ text }) => text), ...said].join(' ');
}

function whyUnknown(rule: NftRule): string | undefined {
  if (rule.statements === undefined) return 'redaction left out of the capture what it says';
  for (const statement of rule.statements) {
    const why = whyUnknownIn(statement);
    if (why !== undefined) return why;
  }
  if (rule.comment?.includes('"')) return 'nft takes no quotes within a comment';
  return hasControls(ruleText(rule))
    ? 'it holds characters that a terminal would act on'
    : undefined;
}

function whyUnknownIn({ kind, text }: NftStatement): string | undefined {
  switch (kind) {
    case 'compat':
      return `nft only names the extension of iptables in it: ${text}`;
    case 'unknown':
      return `it holds a statement that is not known: ${text}`;
    case 'rule':
      // xt match "comment": what a text listing has for such an extension.
      return /(^|\s)xt (match|target) /.test(text.replace(/"[^"]*"/g, '""'))
        ? 'nft only names an extension of iptables in it'
        : undefined;
    case 'match':
    case 'verdict':
    case 'action':
      return /, … \d+ more \}/.test(text) ? 'it names more elements than are shown' : undefined;
    default:
      return assertNever(kind);
  }
}

function unknown(why: string): RuleCommand {
  return { kind: 'unknown', why };
}
