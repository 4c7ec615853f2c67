import { DOMParser, type Element } from '@xmldom/xmldom';
import { describe, expect, test } from 'vitest';
import { NOTHING_FOUND, TEST_GROUPS, TEST_REPORT, titled } from '../testing/findingReports.ts';
import { findingsJunit } from './findingsJunit.ts';

/** Throws for whatever is not well-formed, also for what a lenient reader would pass over. */
function parsed(xml: string) {
  const onError = (level: string, message: string) => {
    throw new Error(`${level}: ${message}`);
  };
  const document = new DOMParser({ onError }).parseFromString(xml, 'text/xml');
  return [...document.getElementsByTagName('testcase')];
}

const junit = (report = TEST_REPORT, failOn?: 'error' | 'info') =>
  findingsJunit(report, failOn, TEST_GROUPS);

function outcome(testCase: Element): readonly (string | null)[] {
  const [first] = [...testCase.getElementsByTagName('*')];
  return [
    testCase.getAttribute('classname'),
    first?.tagName ?? 'passed',
    first?.getAttribute('message') ?? null,
  ];
}

describe('JUnit', () => {
  test('a case for each rule: failed, passed, with output, skipped as unknown or muted', () => {
    expect(parsed(junit()).map(outcome)).toEqual([
      ['vethscope.veth-lost', 'failure', 'veth1 leads nowhere, and 1 more'],
      ['vethscope.quiet', 'passed', null],
      ['vethscope.odd-route', 'system-out', null],
      [
        'vethscope.in-part',
        'skipped',
        'not checked on control: the capture lacks IPv4 routes (`ip route show`)',
      ],
      [
        'vethscope.blind',
        'skipped',
        'not checked: the capture lacks IP sets (`ipset list`), interfaces (`ip -d link show`)',
      ],
      ['vethscope.muted', 'skipped', 'muted: 2 findings not shown'],
    ]);
  });

  test('a failure has all findings of the rule, with their lines', () => {
    expect(parsed(junit())[0]?.textContent?.trim()).toBe(`\
error: veth1 leads nowhere  [host/ip link#1:3-4]
Packets into it are lost.
\`ip link del veth1\`

error: veth2 leads nowhere  [host/ip link#1:5-6, host/ip route:1]
Packets into it are lost.
\`ip link del veth1\``);
  });

  test('what --fail-on names is a failure, and nothing else', () => {
    const failed = (report = TEST_REPORT, failOn?: 'error' | 'info') =>
      parsed(junit(report, failOn))
        .map(outcome)
        .filter(([, tag]) => tag === 'failure')
        .map(([name]) => name);
    expect(failed()).toEqual(['vethscope.veth-lost']);
    expect(failed(TEST_REPORT, 'info')).toEqual(['vethscope.veth-lost', 'vethscope.odd-route']);
    const warnings = TEST_REPORT.findings.map((one) => ({ ...one, severity: 'warning' as const }));
    expect(failed({ ...TEST_REPORT, findings: warnings }, 'error')).toEqual([]);
  });

  test('counts per group and in all; a group without rules is none', () => {
    const lines = junit()
      .split('\n')
      .filter((line) => line.includes('<testsuite'));
    expect(lines).toEqual([
      '<testsuites name="vethscope" tests="6" failures="1" skipped="3" errors="0">',
      '  <testsuite name="Wiring" tests="2" failures="1" skipped="0" errors="0">',
      '  <testsuite name="Routing" tests="4" failures="0" skipped="3" errors="0">',
    ]);
  });

  test.each([
    ['markup', '<a href="x">&amp;</a> ]]> <!-- \'', '<a href="x">&amp;</a> ]]> <!-- \''],
    ['a terminal sequence', 'veth\u001b[2J\u0000', 'veth?[2J?'],
    ['half a character', 'veth\ud800 \uffff', 'veth? ?'],
    ['other scripts', 'вет 🐙', 'вет 🐙'],
    ['what looks like a number', '0010', '0010'],
  ])('%s in a title is text', (_, title, shown) => {
    const [first, , odd] = parsed(junit(titled(title)));
    expect(first && outcome(first)[2]).toBe(`${shown}, and 1 more`);
    expect(odd?.textContent).toContain(`info: ${shown}  [`);
  });

  test('the same bytes each time, also of nothing', () => {
    expect(junit()).toBe(junit());
    expect(parsed(junit(NOTHING_FOUND)).map((one) => outcome(one)[1])).toEqual(
      Array(6).fill('passed'),
    );
  });
});
