import { createHash } from 'node:crypto';
import {
  type Finding,
  type FindingRule,
  type MutedReport,
  RULE_GROUPS,
  type RuleGroup,
} from '@vethscope/findings';
import type { Evidence, Severity } from '@vethscope/model';
import type { Artifact, Location, Log, Notification, ReportingDescriptor, Result } from 'sarif';
import { counted } from './countWords.ts';
import { uncheckedWords } from './uncheckedWords.ts';

/**
 * Findings for code scanning: SARIF 2.1.0 (OASIS). Files are those of the capture, relative to its top.
 * What was muted or not checked is told as a notification, not as a result: it is no alert.
 */
export function findingsSarif(
  report: MutedReport,
  version: string,
  groups: readonly RuleGroup[] = RULE_GROUPS,
): Log {
  const rules = groups.flatMap(({ name, rules: ofGroup }) =>
    ofGroup.map((rule) => descriptor(rule, name)),
  );
  const ruleIndex = new Map(rules.map(({ id }, index) => [id, index]));
  const files = filesOf(report.findings);
  const fileIndex = new Map(files.map((file, index) => [file, index]));
  return {
    $schema:
      'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'vethscope', version, rules } },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: notifications(report, ruleIndex),
            ruleConfigurationOverrides: report.muted.map(({ ruleId }) => ({
              descriptor: reference(ruleId, ruleIndex),
              configuration: { enabled: false },
            })),
          },
        ],
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [CAPTURE]: { description: { text: 'The top of the capture.' } } },
        artifacts: files.map(artifact),
        results: results(report.findings, ruleIndex, fileIndex),
      },
    ],
  };
}

/** Where paths begin: a capture is no checkout, whoever reads it knows where it lies. */
const CAPTURE = 'CAPTURE';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

function descriptor(rule: FindingRule, group: string): ReportingDescriptor {
  const { id, name, explanation, severity } = rule;
  return {
    id,
    shortDescription: { text: messageText(name) },
    fullDescription: { text: messageText(explanation) },
    help: { text: messageText(explanation), markdown: messageText(explanation) },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: [group.toLowerCase()] },
  };
}

type Index = ReadonlyMap<string, number>;

function reference(id: string, ruleIndex: Index): { readonly id: string; readonly index: number } {
  // -1 is SARIF's word for one that is not listed.
  return { id, index: ruleIndex.get(id) ?? -1 };
}

function notifications({ muted, unchecked }: MutedReport, ruleIndex: Index): Notification[] {
  const told = (ruleId: string, text: string): Notification => ({
    level: 'note',
    message: { text: messageText(text) },
    associatedRule: reference(ruleId, ruleIndex),
  });
  return [
    ...unchecked.map((one) => told(one.ruleId, `${uncheckedWords('Not checked', one)}.`)),
    ...muted.map(({ ruleId, findings }) =>
      told(ruleId, `Muted: ${counted(findings, 'finding')} not shown.`),
    ),
  ];
}

function results(findings: readonly Finding[], ruleIndex: Index, fileIndex: Index): Result[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const { ruleId, severity, title, why, remedy, subjects, evidence } = finding;
    const identity = `${ruleId}\n${subjects.join('\n')}`;
    const nth = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, nth);
    const [first, ...others] = evidence.map((place) => physical(place, fileIndex));
    return {
      ruleId,
      ruleIndex: ruleIndex.get(ruleId) ?? -1,
      level: LEVELS[severity],
      message: { text: messageText(`${title}. ${why} ${remedy}`) },
      locations: [
        {
          ...first,
          logicalLocations: subjects.map((id) => ({ fullyQualifiedName: id, kind: 'resource' })),
        },
      ],
      ...(others.length > 0 && { relatedLocations: others.map((one, id) => ({ id, ...one })) }),
      // The only one that GitHub compares. Made of what it is about, not of lines: those move
      // from capture to capture, and it is the same finding.
      partialFingerprints: { primaryLocationLineHash: `${hash(identity)}:${nth}` },
    };
  });
}

/** `{0}` in a message stands for an argument: braces that mean themselves are doubled (3.11.5). */
function messageText(text: string): string {
  return text.replace(/[{}]/g, '$&$&');
}

function physical({ file, line, endLine }: Evidence, fileIndex: Index): Location {
  const index = fileIndex.get(file) ?? -1;
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file), uriBaseId: CAPTURE, index },
      region: { startLine: line, endLine },
    },
  };
}

function artifact(file: string): Artifact {
  return { location: { uri: uriOf(file), uriBaseId: CAPTURE } };
}

function filesOf(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.flatMap(({ evidence }) => evidence.map(({ file }) => file)))].sort();
}

/** `host/ip route#1` → `host/ip%20route%231`; the dots of `../x` lead nowhere. */
function uriOf(file: string): string {
  return file
    .split('/')
    .map((part) => (/^\.\.?$/.test(part) ? part.replaceAll('.', '%2E') : encodeURIComponent(part)))
    .join('/');
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
