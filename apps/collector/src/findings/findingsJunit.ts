import {
  type Finding,
  type FindingRule,
  type MutedReport,
  RULE_GROUPS,
  type RuleGroup,
  SEVERITIES,
} from '@vethscope/findings';
import type { Severity } from '@vethscope/model';
import XMLBuilder from 'fast-xml-builder';
import { evidenceWords } from '../trace/evidenceWords.ts';
import { counted } from './countWords.ts';
import { uncheckedWords } from './uncheckedWords.ts';

/**
 * Findings for a page of test results: JUnit's XML, a case for each rule. It fails by findings of
 * `failOn` or worse; lesser ones are its output. It is skipped where the rule was muted, or could not
 * look everywhere and found nothing. No times: the same capture gives the same bytes.
 */
export function findingsJunit(
  report: MutedReport,
  failOn: Severity = 'warning',
  groups: readonly RuleGroup[] = RULE_GROUPS,
): string {
  const suites = groups
    .filter(({ rules }) => rules.length > 0)
    .map(({ name, rules }) =>
      suite(
        name,
        rules.map((rule) => testCase(rule, report, failOn)),
      ),
    );
  const document = {
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    testsuites: { '@name': 'vethscope', ...totals(suites), testsuite: suites },
  };
  return new XMLBuilder({
    attributeNamePrefix: '@',
    ignoreAttributes: false,
    format: true,
    suppressEmptyNode: true,
  }).build(document);
}

interface TestCase {
  readonly '@classname': string;
  readonly '@name': string;
  readonly failure?: {
    readonly '@message': string;
    readonly '@type': string;
    readonly '#text': string;
  };
  readonly skipped?: { readonly '@message': string };
  readonly 'system-out'?: string;
}

function testCase(rule: FindingRule, report: MutedReport, failOn: Severity): TestCase {
  const isOfRule = ({ ruleId }: { readonly ruleId: string }) => ruleId === rule.id;
  const findings = report.findings.filter(isOfRule);
  const failing = SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1);
  const failures = findings.filter(({ severity }) => failing.includes(severity));
  const lesser = findings.filter(({ severity }) => !failing.includes(severity));
  const unchecked = report.unchecked
    .filter(isOfRule)
    .map((one) => uncheckedWords('not checked', one));
  const muted = report.muted.find(isOfRule);
  const skips = muted ? [`muted: ${counted(muted.findings, 'finding')} not shown`] : unchecked;
  const isSkipped = skips.length > 0 && findings.length === 0;
  const output = [...lesser.map(findingInLines), ...(isSkipped ? [] : skips)].join('\n\n');
  const [worst] = failures;
  return {
    '@classname': `vethscope.${rule.id}`,
    '@name': rule.name,
    ...(worst && {
      failure: {
        '@message': xmlText(summary(worst.title, failures.length - 1)),
        '@type': worst.severity,
        '#text': xmlText(failures.map(findingInLines).join('\n\n')),
      },
    }),
    ...(isSkipped && { skipped: { '@message': xmlText(skips.join('; ')) } }),
    ...(output !== '' && { 'system-out': xmlText(output) }),
  };
}

function summary(title: string, more: number): string {
  return more === 0 ? title : `${title}, and ${more} more`;
}

function findingInLines({ severity, title, evidence, why, remedy }: Finding): string {
  return `${severity}: ${title}${evidenceWords(evidence, '')}\n${why}\n${remedy}`;
}

interface Totals {
  readonly '@tests': number;
  readonly '@failures': number;
  readonly '@skipped': number;
  readonly '@errors': number;
}

function suite(name: string, cases: readonly TestCase[]) {
  return {
    '@name': name,
    '@tests': cases.length,
    '@failures': cases.filter(({ failure }) => failure).length,
    '@skipped': cases.filter(({ skipped }) => skipped).length,
    '@errors': 0,
    testcase: cases,
  };
}

function totals(suites: readonly Totals[]): Totals {
  const sum = (name: keyof Totals) => suites.reduce((all, one) => all + one[name], 0);
  return {
    '@tests': sum('@tests'),
    '@failures': sum('@failures'),
    '@skipped': sum('@skipped'),
    '@errors': sum('@errors'),
  };
}

/** Captured text may hold what no XML document may, not even escaped (XML 1.0, Char). */
function xmlText(text: string): string {
  return text.replace(/[^\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '?');
}
