import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import ajvFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { json } from '../cli/json.ts';
import { NOTHING_FOUND, TEST_GROUPS, TEST_REPORT, titled } from '../testing/findingReports.ts';
import { findingsSarif } from './findingsSarif.ts';

/** SchemaStore's copy of the schema that OASIS published. Draft 04, of which Ajv would ask for its names alone. */
const { id, $schema, ...schema } = JSON.parse(
  readFileSync(new URL('fixtures/sarif-2.1.0-rtm.5.json', import.meta.url), 'utf8'),
);
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
ajvFormats(ajv);
const isValid = ajv.compile(schema);

function sarif(report = TEST_REPORT) {
  const log = findingsSarif(report, '0.1.0', TEST_GROUPS);
  expect(isValid(log), JSON.stringify(isValid.errors, null, 2)).toBe(true);
  const [run] = log.runs;
  if (!run) throw new Error('no run');
  return { log, run };
}

describe('SARIF 2.1.0', () => {
  test.each([
    ['findings', TEST_REPORT],
    ['nothing', NOTHING_FOUND],
    ['a title that is no text', titled('\u0000\ud800{0}[a](b)')],
  ])('is valid: %s', (_, report) => {
    expect(json(sarif(report).log)).toBe(json(sarif(report).log));
  });

  test('braces of the capture are no places for arguments', () => {
    const { run } = sarif(titled('veth{0} is in {blue}'));
    expect(run.results?.[0]?.message.text).toMatch(/^veth\{\{0\}\} is in \{\{blue\}\}\. /);
  });

  test('the schema is asked, and refuses what is not SARIF', () => {
    const { log } = sarif();
    expect(isValid({ ...log, version: '2.0' })).toBe(false);
    expect(isValid({ ...log, runs: [{ results: [] }] })).toBe(false);
  });

  test('a rule has its help, and is found by its index', () => {
    const { run } = sarif();
    expect(run.tool.driver.rules?.[0]).toEqual({
      id: 'veth-lost',
      shortDescription: { text: 'Veth pair without its other end' },
      fullDescription: { text: 'Tells of veth-lost in `ip route`.' },
      help: {
        text: 'Tells of veth-lost in `ip route`.',
        markdown: 'Tells of veth-lost in `ip route`.',
      },
      defaultConfiguration: { level: 'error' },
      properties: { tags: ['wiring'] },
    });
    const named = run.results?.map(({ ruleIndex = -1 }) => run.tool.driver.rules?.[ruleIndex]?.id);
    expect(named).toEqual(['veth-lost', 'veth-lost', 'odd-route']);
    expect(run.results?.map(({ level }) => level)).toEqual(['error', 'error', 'note']);
  });

  test('the first lines are the place, the others are related; files are named once', () => {
    const { run } = sarif();
    const place = (uri: string, index: number, startLine: number, endLine: number) => ({
      artifactLocation: { uri, uriBaseId: 'CAPTURE', index },
      region: { startLine, endLine },
    });
    expect(run.results?.[1]).toMatchObject({
      message: { text: 'veth2 leads nowhere. Packets into it are lost. `ip link del veth1`' },
      locations: [
        {
          physicalLocation: place('host/ip%20link%231', 0, 5, 6),
          logicalLocations: [{ fullyQualifiedName: 'node/worker', kind: 'resource' }],
        },
      ],
      relatedLocations: [{ id: 0, physicalLocation: place('host/ip%20route', 1, 1, 1) }],
    });
    expect(run.artifacts?.map(({ location }) => location?.uri)).toEqual([
      'host/ip%20link%231',
      'host/ip%20route',
    ]);
  });

  test('a finding is known again when its lines and its words have changed', () => {
    const prints = (report = TEST_REPORT) =>
      sarif(report).run.results?.map(({ partialFingerprints }) => partialFingerprints);
    const later = {
      ...titled('veth1 leads nowhere, still'),
      findings: TEST_REPORT.findings.map((one) => ({
        ...one,
        evidence: [{ file: 'elsewhere', line: 90, endLine: 91 }],
      })),
    };
    expect(prints(later)).toEqual(prints());
    const hashes = prints()?.map((print) => print?.['primaryLocationLineHash']);
    expect(hashes?.[0]).toMatch(/^[0-9a-f]{16}:1$/);
    expect(hashes?.[1]).toBe(hashes?.[0]?.replace(/1$/, '2'));
    expect(new Set(hashes).size).toBe(3);
  });

  test('what is unknown or muted is told, and is no result', () => {
    const [invocation] = sarif().run.invocations ?? [];
    expect(
      invocation?.toolExecutionNotifications?.map(({ associatedRule, message }) => [
        associatedRule?.id,
        message.text,
      ]),
    ).toEqual([
      ['in-part', 'Not checked on control: the capture lacks IPv4 routes (`ip route show`).'],
      [
        'blind',
        'Not checked: the capture lacks IP sets (`ipset list`), interfaces (`ip -d link show`).',
      ],
      ['muted', 'Muted: 2 findings not shown.'],
    ]);
    expect(invocation?.ruleConfigurationOverrides).toEqual([
      { descriptor: { id: 'muted', index: 5 }, configuration: { enabled: false } },
    ]);
  });
});
