import type { Id } from '@vethscope/model';
import {
  type Branch,
  type Disposition,
  describeDisposition,
  describeStep,
  endpointWords,
  packetWords,
  percentWords,
  type Reply,
  type Step,
  type Trace,
  whatWouldChange,
} from '@vethscope/trace';
import { printable } from '../cli/printable.ts';
import { evidenceWords, usualFolder } from './evidenceWords.ts';

/** The namespace's name for people: `pod default/web (control/cni-web)`. */
type PlaceName = (netns: Id) => string;

/**
 * A trace to read: what becomes of the packet first, then its way, hop by hop, with the lines behind
 * it. Of several ways the first of each disposition is told in full, the others by how they end.
 */
export function traceText(trace: Trace, placeName: PlaceName): string {
  const { packet, branches, from, to, disposition } = trace;
  const [only, ...others] = branches;
  const asked = `  ${packetWords(packet)}, from ${from.text} to ${to.text}`;
  const lines =
    only && others.length === 0
      ? [
          verdictLine({ ...only, packet }, placeName),
          asked,
          ...changeLines({ ...only, packet }),
          ...only.assumptions.map(granted),
          ...wayLines(trace, only, placeName),
        ]
      : [
          `${describeDisposition(disposition)}: ${branches.length} ways`,
          asked,
          ...commonAssumptions(branches).map(granted),
          ...waysLines(trace, placeName),
        ];
  return `${lines.map(printable).join('\n')}\n`;
}

/** So many ways are told at most, and the first of each disposition. */
const MAX_WAYS = 12;

function waysLines(trace: Trace, placeName: PlaceName): readonly string[] {
  const { branches, packet } = trace;
  const inFull = firstOfEachDisposition(branches);
  const lines = branches.flatMap((branch, i) => {
    const isInFull = inFull.has(branch);
    if (!isInFull && i >= MAX_WAYS) return [];
    const way = { ...branch, packet };
    return [
      '',
      `== ${i + 1} of ${branches.length}${chanceWords(branch)}: ${verdictLine(way, placeName)}`,
      ...ownAssumptions(branch, branches),
      ...(isInFull ? [...changeLines(way), ...wayLines(trace, branch, placeName)] : []),
    ];
  });
  if (inFull.size === branches.length) return lines;
  return [...lines, '', `--format json has all ${branches.length} ways in full`];
}

function firstOfEachDisposition(branches: readonly Branch[]): ReadonlySet<Branch> {
  const firsts = new Map<Disposition, Branch>();
  for (const branch of branches) {
    if (!firsts.has(branch.disposition)) firsts.set(branch.disposition, branch);
  }
  return new Set(firsts.values());
}

function commonAssumptions([first, ...others]: readonly Branch[]): readonly string[] {
  const sets = others.map(({ assumptions }) => new Set(assumptions));
  return (first?.assumptions ?? []).filter((one) => sets.every((set) => set.has(one)));
}

/** Ways of one listing share most of a long list: of all but the first only what is other is told. */
function ownAssumptions(branch: Branch, branches: readonly Branch[]): readonly string[] {
  const [first] = branches;
  const isFirst = branch === first;
  const known = new Set(isFirst ? commonAssumptions(branches) : first?.assumptions);
  return branch.assumptions
    .filter((assumption) => !known.has(assumption))
    .map(isFirst ? granted : (assumption) => `  unlike 1, ${granted(assumption).trimStart()}`);
}

function granted(assumption: string): string {
  return `  taken for granted: ${assumption}`;
}

function chanceWords({ probability }: Branch): string {
  return probability === null || probability === 1 ? '' : `, ${percentWords(probability)}`;
}

/** `delivered to 10.0.0.2:80, pod default/web (node1/blue)`, `dropped: rule 3 of …`. */
function verdictLine({ disposition, because, hops }: Reply, placeName: PlaceName): string {
  const verdict = describeDisposition(disposition);
  const last = hops.at(-1);
  const socket = last?.steps.findLast((step) => step.kind === 'socket');
  if (disposition !== 'delivered' || !last || !socket) return `${verdict}: ${because}`;
  const but = socket.listening === 'no' ? ', where nothing listens' : '';
  return `${verdict} to ${endpointWords(socket)}, ${placeName(last.netns)}${but}`;
}

function wayLines(trace: Trace, branch: Branch, placeName: PlaceName): readonly string[] {
  const { reply } = branch;
  return [
    ...hopLines({ ...branch, packet: trace.packet }, placeName),
    ...(reply ? replyLines(reply, placeName) : []),
  ];
}

function replyLines(reply: Reply, placeName: PlaceName): readonly string[] {
  return [
    '',
    `reply ${verdictLine(reply, placeName)}`,
    `  ${packetWords(reply.packet)}`,
    ...changeLines(reply),
    ...hopLines(reply, placeName),
  ];
}

function changeLines(way: Reply): readonly string[] {
  const change = whatWouldChange(way);
  return change === undefined ? [] : [`  it would take ${change}`];
}

/** What became of it stands above already. */
function hopLines({ hops, decidedBy, because }: Reply, placeName: PlaceName): readonly string[] {
  return hops.flatMap(({ netns, steps }, hop) => {
    const folder = usualFolder(steps.flatMap(({ evidence }) => evidence));
    const where = folder === '' ? '' : `  [${folder}]`;
    return [
      '',
      `${placeName(netns)}${where}`,
      ...steps.flatMap((step, at) => {
        if (step.kind === 'end' && step.reason === because) return [];
        const isDeciding = decidedBy?.hop === hop && decidedBy.step === at;
        return stepLines(step, isDeciding ? '> ' : '  ', folder);
      }),
    ];
  });
}

/** What decides is marked; a rule's own text stands below it. */
function stepLines(step: Step, mark: '> ' | '  ', folder: string): readonly string[] {
  const line = `${mark}${describeStep(step)}${evidenceWords(step.evidence, folder)}`;
  return step.kind === 'rule' ? [line, `      ${step.text}`] : [line];
}
