import {
  type ChangedFinding,
  changedSubjects,
  FACT_WORDS,
  type Finding,
} from '@vethscope/findings';
import {
  type ChangeWay,
  changeWay,
  compareText,
  type Evidence,
  type FieldChange,
  type Id,
  type Incomparable,
  RECORD_WORDS,
  type RecordChange,
  type RecordSide,
  reasonWords,
  type Topmost,
  type TopologyElement,
  topmost,
} from '@vethscope/model';
import { printable } from '../cli/printable.ts';
import { type DiffReport, isDifferent } from './diffReport.ts';

/**
 * For whoever is on call: findings first, then what there is, then the records of each namespace;
 * `+` came, `-` went, `~` changed, `>` moved. What could not be compared stands at the end. Of long
 * lists the first are shown, and how many more there are.
 */
export function diffText(report: DiffReport): string {
  const parts = [
    ...(isDifferent(report)
      ? [findingLines(report), topologyLines(report), recordLines(report.records)]
      : [['No difference, counters and timers aside.']]),
    incomparableLines(report),
  ].filter((lines) => lines.length > 0);
  return `${[nodeLines(report), ...parts]
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map(printable).join('\n'))
    .join('\n\n')}\n`;
}

const SIGNS: Readonly<Record<ChangeWay, string>> = {
  came: '+',
  went: '-',
  changed: '~',
  moved: '>',
};

/** Only what was assumed is worth a line. */
function nodeLines({ nodes }: DiffReport): readonly string[] {
  if (nodes.length === 0) return ['No node is in both captures: all of it came or went.'];
  return nodes.flatMap(({ name, before, after, by }) =>
    by === 'name'
      ? []
      : [`${before} and ${after} are taken for one node, ${name}: no hostname says otherwise.`],
  );
}

function findingLines({ findings }: DiffReport): readonly string[] {
  const { added, removed, changed } = findings;
  if (added.length + removed.length + changed.length === 0) return [];
  const line = (sign: string, { severity, title, ruleId }: Finding) =>
    `  ${sign} ${severity}: ${title} (${ruleId})`;
  const shown = (sign: string, finding: Finding) => [
    line(sign, finding),
    ...places(finding.evidence),
  ];
  return [
    `FINDINGS  ${counted(added.length, removed.length, changed.length)}`,
    ...added.flatMap((finding) => shown('+', finding)),
    ...removed.flatMap((finding) => shown('-', finding)),
    ...changed.flatMap((both) => [
      line('~', both.after),
      ...changedFindingLines(both),
      ...places(both.after.evidence),
    ]),
  ];
}

function changedFindingLines(both: ChangedFinding): readonly string[] {
  const [was, now] = [both.before, both.after].map(({ severity, why }) => `${severity}: ${why}`);
  const { came, went } = changedSubjects(both);
  return [
    ...(was === now ? [] : [`      was ${was}`, `      now ${now}`]),
    ...went.map((id) => `      - ${id}`),
    ...came.map((id) => `      + ${id}`),
  ];
}

function topologyLines({ topology }: DiffReport): readonly string[] {
  const { added, removed } = topology;
  const changed = topology.changed.flatMap((change) => {
    const fields = change.fields.filter(({ field }) => !TOLD_AS_RECORDS.has(field));
    return fields.length === 0 ? [] : [{ ...change, fields }];
  });
  if (added.length + removed.length + changed.length === 0) return [];
  const shown = (sign: string, { id, evidence }: TopologyElement) => [
    `  ${sign} ${id}`,
    ...places(evidence),
  ];
  return [
    `TOPOLOGY  ${counted(added.length, removed.length, changed.length)}`,
    ...firstOf(added, '  + ', (element) => shown('+', element)),
    ...firstOf(removed, '  - ', (element) => shown('-', element)),
    ...firstOf(changed, '  ~ ', ({ id, after, fields }) => [
      `  ~ ${id}`,
      ...fields.flatMap(fieldLines),
      ...places(after.evidence),
    ]),
  ];
}

/** Of a namespace: each with its own line of the capture, below. */
const TOLD_AS_RECORDS: ReadonlySet<string> = new Set(['routes', 'chains']);

function fieldLines(change: FieldChange): readonly string[] {
  if (change.kind === 'value')
    return [`      ${change.field}: ${change.before ?? '?'} → ${change.after ?? '?'}`];
  const shown = (sign: string, items: readonly string[]) => {
    const start = `      ${change.field}: ${sign} `;
    return firstOf(items, start, (item) => [`${start}${item}`]);
  };
  return [...shown('-', change.removed), ...shown('+', change.added)];
}

function recordLines(records: readonly RecordChange[]): readonly string[] {
  const byId = new Map<Id, RecordChange[]>();
  for (const change of records) {
    const others = byId.get(change.id);
    if (others) others.push(change);
    else byId.set(change.id, [change]);
  }
  return [...byId].flatMap(([id, changes], index) => [
    ...(index === 0 ? [] : ['']),
    `${id}  ${ways(changes)}`,
    ...underHeadings(changes),
  ]);
}

/** Records of one kind and place stand under one heading. */
function underHeadings(changes: readonly RecordChange[]): readonly string[] {
  const byHeading = new Map<string, RecordChange[]>();
  for (const change of changes) {
    const { kind, place } = change;
    const heading = `  ${RECORD_WORDS[kind]}${place === undefined ? '' : `, ${place}`}`;
    const others = byHeading.get(heading);
    if (others) others.push(change);
    else byHeading.set(heading, [change]);
  }
  return [...byHeading].flatMap(([heading, ofIt]) => [
    heading,
    ...firstOf(ofIt, '    ', changeLines),
  ]);
}

/** Of a chain of 5,000 rules that came some are enough to read; JSON has all. */
const MOST_SHOWN = 20;

function firstOf<T>(
  items: readonly T[],
  start: string,
  linesOf: (item: T) => readonly string[],
): readonly string[] {
  const more = items.length - MOST_SHOWN;
  return [
    ...items.slice(0, MOST_SHOWN).flatMap(linesOf),
    ...(more > 0 ? [`${start}… and ${more} more: --format json has all`] : []),
  ];
}

function changeLines(change: RecordChange): readonly string[] {
  const { before, after } = change;
  const way = changeWay(change);
  if (way === 'changed' && before && after)
    return [
      `    ${SIGNS.changed} ${before.text}${ofPlace(before)}`,
      `      → ${after.text}${ofPlace(after)}`,
    ];
  const shown = after ?? before;
  if (!shown) return [];
  const moved =
    before?.number !== undefined && after?.number !== undefined
      ? ` (rule ${before.number} → ${after.number})`
      : '';
  return [`    ${SIGNS[way]} ${shown.text}${way === 'moved' ? moved : ''}${ofPlace(shown)}`];
}

function ofPlace({ evidence }: RecordSide): string {
  return evidence.length === 0 ? '' : `  [${evidence.map(placeText).join(', ')}]`;
}

function incomparableLines(report: DiffReport): readonly string[] {
  const { incomparable, findings, topology } = report;
  const elements = (['before', 'after'] as const).flatMap((side) =>
    topmost(topology.unknown[side]).map((top) => unknownText(top, side)),
  );
  const unknown = [
    ...findings.unknown.before.map((finding) => ({ finding, side: 'before' })),
    ...findings.unknown.after.map((finding) => ({ finding, side: 'after' })),
  ];
  if (incomparable.length + unknown.length + elements.length === 0) return [];
  return [
    'NOT COMPARED',
    ...firstOf(elements, '  ? ', (text) => [`  ? ${text}`]),
    ...firstOf(incomparable, '  ? ', (one) => [`  ? ${incomparableText(one)}`]),
    ...firstOf(unknown, '  ? ', ({ finding, side }) => [
      `  ? ${finding.title} (${finding.ruleId}): not known ${side}, what it rests on is not captured`,
    ]),
  ];
}

/** `netns/worker1/blue, and 2 in it or joined to it: not captured after`. */
function unknownText({ element, inside }: Topmost, side: 'before' | 'after'): string {
  const more = inside === 0 ? '' : `, and ${inside} in it or joined to it`;
  return `${element.id}${more}: not captured ${side}`;
}

function incomparableText(one: Incomparable): string {
  const { id, fact, place, records } = one;
  const what = fact === undefined ? 'everything in it' : FACT_WORDS[fact].name;
  const where = place === undefined ? '' : `, ${place}`;
  const many = records === 0 ? '' : ` (${records} ${records === 1 ? 'record' : 'records'})`;
  return `${id}: ${what}${where}: ${reasonWords(one)}${many}`;
}

/** The first of them; JSON has all. */
const MAX_PLACES = 3;

function places(evidence: readonly Evidence[]): readonly string[] {
  if (evidence.length === 0) return [];
  const more = evidence.length > MAX_PLACES ? `, and ${evidence.length - MAX_PLACES} more` : '';
  return [`      [${evidence.slice(0, MAX_PLACES).map(placeText).join(', ')}${more}]`];
}

function placeText({ file, line }: Evidence): string {
  return `${file}:${line}`;
}

function counted(added: number, removed: number, changed: number): string {
  return [[added, 'new'] as const, [removed, 'gone'] as const, [changed, 'changed'] as const]
    .flatMap(([count, word]) => (count === 0 ? [] : [`${count} ${word}`]))
    .join(', ');
}

function ways(changes: readonly RecordChange[]): string {
  const counts = new Map<ChangeWay, number>();
  for (const change of changes) {
    const way = changeWay(change);
    counts.set(way, (counts.get(way) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => compareText(SIGNS[a], SIGNS[b]))
    .map(([way, count]) => `${count} ${way}`)
    .join(', ');
}
