import type { PolicyRule } from '@vethscope/model';
import { fieldAt, numberAt } from '../../source/jsonFields.ts';
import { jsonLines, looksLikeJson, readJsonArray } from '../../source/jsonSource.ts';
import { type Origin, type Parsed, SourceLines } from '../../source/sourceLines.ts';
import { wholeNumber, wordsOf } from '../../source/wordReader.ts';
import { jsonRuleWords } from './jsonRule.ts';
import { ruleRequestOf } from './request.ts';
import { ruleOfWords } from './ruleOfWords.ts';

/** Reads what `ip rule` prints, as text or as JSON. The family is the command line's. */
export function parsePolicyRules(
  text: string,
  origin: Origin | undefined,
  argv: readonly string[],
): Parsed<PolicyRule> {
  const family = ruleRequestOf(argv)?.family ?? 4;
  const isJson = looksLikeJson(text);
  const source = isJson ? jsonLines(text, origin) : new SourceLines(text, origin);
  const listed = isJson ? readJsonRules(source) : readTextRules(source);
  const rules = listed.map(({ priority, words, from, to }) => {
    const { rule, leftOut } = ruleOfWords(priority, words, family, source.evidence(from, to));
    source.understood(from, to);
    if (leftOut.length > 0) {
      source.report(from, 'info', `not kept of a policy rule: ${leftOut.join(' ')}`, to);
    }
    if (rule.unknown !== undefined) {
      const message = `words of a policy rule that are not understood: ${rule.unknown}`;
      source.report(from, 'warning', message, to);
    }
    return rule;
  });
  return source.finish(rules, '`ip rule` output');
}

interface ListedRule {
  readonly priority: number;
  readonly words: readonly string[];
  readonly from: number;
  readonly to: number;
}

/** `32766:	from all lookup main` */
function readTextRules(source: SourceLines): readonly ListedRule[] {
  return source.lines.flatMap((line, i) => {
    const [head = '', ...words] = source.isSettled(i) ? [] : wordsOf(line);
    const priority = head.endsWith(':') ? wholeNumber(head.slice(0, -1)) : undefined;
    const isRule = words[0] === 'from' || (words[0] === 'not' && words[1] === 'from');
    return priority !== undefined && isRule ? [{ priority, words, from: i, to: i }] : [];
  });
}

function readJsonRules(source: SourceLines): readonly ListedRule[] {
  return readJsonArray(source).flatMap(({ value, from, to }) => {
    const priority = numberAt(value, 'priority');
    if (priority === undefined || fieldAt(value, 'src') === undefined) {
      source.unrecognized(from, 'an element that is not a policy rule: no priority or src', to);
      return [];
    }
    return [{ priority, words: jsonRuleWords(value), from, to }];
  });
}
