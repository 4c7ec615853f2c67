import { formatRule, hidesInterfaces } from '../snapshot/formatRule.ts';
import type { IptablesTable, Rule } from '../snapshot/iptables.ts';
import { hasControls, shellWord } from './shellWord.ts';

export type RuleCommand =
  | { readonly kind: 'command'; readonly text: string }
  /** What the listing does not tell of the rule. */
  | { readonly kind: 'unknown'; readonly why: string };

/** `insert` puts it where it is now, `delete` takes away the first rule that is the same. */
export type RuleVerb = 'append' | 'insert' | 'delete';

/**
 * The command line that makes a rule, or takes it away: for a POSIX shell, whatever a comment says.
 * Unknown where a listing hides or garbles a part of the rule: a command without it would make another.
 *
 * `line` is the line that the rule was read from. What iptables-save printed is taken to the letter:
 * `-j NOTRACK` and `-j CT --notrack` do the same, but `-D` with one does not find the other.
 */
export function ruleCommand(
  table: IptablesTable,
  chain: string,
  rule: Rule,
  verb: RuleVerb,
  line: string | undefined,
): RuleCommand {
  const saved = table.form === 'save' ? afterChain(line) : undefined;
  const text = saved ?? formatRule(rule);
  const why = whyUnknown(table, rule, text);
  if (why !== undefined) return { kind: 'unknown', why };
  const words = [...place(chain, rule, verb), ...withoutCounters(splitSaved(text))];
  const program = table.family === 6 ? 'ip6tables' : 'iptables';
  return {
    kind: 'command',
    text: [program, '-t', table.table, ...words.map(shellWord)].join(' '),
  };
}

function place(chain: string, rule: Rule, verb: RuleVerb): readonly string[] {
  switch (verb) {
    case 'append':
      return ['-A', chain];
    case 'insert':
      return ['-I', chain, String(rule.number)];
    case 'delete':
      return ['-D', chain];
  }
}

function whyUnknown({ form }: IptablesTable, rule: Rule, text: string): string | undefined {
  if (hidesInterfaces(rule)) return 'the listing hides which interfaces it asks for';
  // What iptables-save prints are options, understood or not.
  if (form !== 'save') {
    const garbled = rule.matches.find((match) => match.kind === 'unknown');
    if (garbled) return `the listing does not say which option is behind “${garbled.text}”`;
    if (rule.target.kind === 'unknown') {
      return `the listing does not say which options its target ${rule.target.name} has`;
    }
    const address = [rule.source, rule.destination].find(({ kind }) => kind === 'unknown');
    if (address?.kind === 'unknown') return `${address.text} stands for an address`;
  }
  return hasControls(text) ? 'it holds characters that a terminal would act on' : undefined;
}

/** `[12:720] -A INPUT -i lo -j ACCEPT` → `-i lo -j ACCEPT`. */
function afterChain(line: string | undefined): string | undefined {
  return /^(?:\[\d+:\d+\] )?-A (?:"[^"]*"|\S+) ?(.*)$/.exec(line?.trimEnd() ?? '')?.[1];
}

/** `iptables -S -v` prints `-c 12 720` among the options. */
function withoutCounters(words: readonly string[]): readonly string[] {
  const at = words.findIndex(
    (word, i) =>
      word === '-c' &&
      words[i - 1] !== '--comment' &&
      [words[i + 1], words[i + 2]].every((count) => /^\d+$/.test(count ?? '')),
  );
  return at < 0 ? words : [...words.slice(0, at), ...words.slice(at + 3)];
}

/** Words as `iptables-restore` takes them: `--comment "say \"hi\""` → `--comment`, `say "hi"`. */
function splitSaved(text: string): readonly string[] {
  return [...text.matchAll(/(?:"(?:[^"\\]|\\.)*"?|[^\s"])+/g)].map(([word]) =>
    word.replace(/"((?:[^"\\]|\\.)*)"?/g, (_, inner: string) => inner.replace(/\\(.)/g, '$1')),
  );
}
