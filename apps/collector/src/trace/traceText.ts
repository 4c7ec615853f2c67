import {
  type Branch,
  type Disposition,
  describeDisposition,
  describeStep,
  endpointWords,
  otherEnds,
  type PlaceNames,
  packetWords,
  percentWords,
  type Reply,
  reachOf,
  type Step,
  type Trace,
  whatWouldChange,
  withNames,
} from '@vethscope/trace';
import { printable } from '../cli/printable.ts';
import { evidenceWords, usualFolder } from './evidenceWords.ts';
import { placeHeading } from './placeHeading.ts';

/**
 * A trace to read: what becomes of the packet first, then its way, hop by hop, with the lines behind
 * it. Of several ways the first of each disposition is told in full, the others by how they end.
 */
export function traceText(trace: Trace, names: PlaceNames): string {
  const { packet, branches, from, to, disposition } = trace;
  const [only, ...others] = branches;
  const asked = `  ${packetWords(packet)}, from ${from.text} to ${to.text}`;
  const lines =
    only && others.length === 0
      ? [
          verdictLine({ ...only, packet }, names),
          asked,
          ...changeLines({ ...only, packet }, names),
          ...only.assumptions.map((one) => granted(one, names)),
          ...wayLines(trace, only, names),
        ]
      : [
          `${describeDisposition(disposition)}${likelyWords(trace)}: ${branches.length} ways`,
          asked,
          ...otherEndLines(trace, names),
          ...commonAssumptions(branches).map((one) => granted(one, names)),
          ...waysLines(trace, names),
        ];
  return `${lines.map(printable).join('\n')}\n`;
}

/** `, likely delivered`: as on a healthy node, where the capture does not tell. */
function likelyWords(trace: Trace): string {
  const likely = likelyOf(trace);
  return likely === undefined ? '' : `, likely ${describeDisposition(likely)}`;
}

/** `  dropped if IPv4 forwarding of node control, which was not captured, is off` */
function otherEndLines(trace: Trace, names: PlaceNames): readonly string[] {
  const likely = likelyOf(trace);
  if (likely === undefined) return [];
  return otherEnds(trace.branches, likely).flatMap((end) =>
    end.if === undefined
      ? []
      : [`  ${describeDisposition(end.disposition)} if ${withNames(end.if, names)}`],
  );
}

function likelyOf(trace: Trace): Disposition | undefined {
  const reach = reachOf({ kind: 'trace', trace });
  return reach.kind === 'answer' ? reach.likely : undefined;
}

/** So many ways are told at most, and the first of each disposition. */
const MAX_WAYS = 12;

function waysLines(trace: Trace, names: PlaceNames): readonly string[] {
  const { branches, packet } = trace;
  const inFull = firstOfEachDisposition(branches);
  const lines = branches.flatMap((branch, i) => {
    const isInFull = inFull.has(branch);
    if (!isInFull && i >= MAX_WAYS) return [];
    const way = { ...branch, packet };
    return [
      '',
      `== ${i + 1} of ${branches.length}${chanceWords(branch)}: ${verdictLine(way, names)}`,
      ...ownAssumptions(branch, branches, names),
      ...(isInFull ? [...changeLines(way, names), ...wayLines(trace, branch, names)] : []),
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
function ownAssumptions(
  branch: Branch,
  branches: readonly Branch[],
  names: PlaceNames,
): readonly string[] {
  const [first] = branches;
  const isFirst = branch === first;
  const known = new Set(isFirst ? commonAssumptions(branches) : first?.assumptions);
  return branch.assumptions
    .filter((assumption) => !known.has(assumption))
    .map((assumption) => granted(assumption, names))
    .map((line) => (isFirst ? line : `  unlike 1, ${line.trimStart()}`));
}

function granted(assumption: string, names: PlaceNames): string {
  return `  taken for granted: ${withNames(assumption, names)}`;
}

function chanceWords({ probability }: Branch): string {
  return probability === null || probability === 1 ? '' : `, ${percentWords(probability)}`;
}

/** `delivered to 10.0.0.2:80, pod default/web (node1/blue)`, `dropped: rule 3 of …`. */
function verdictLine({ disposition, because, hops }: Reply, names: PlaceNames): string {
  const verdict = describeDisposition(disposition);
  const last = hops.at(-1);
  const socket = last?.steps.findLast((step) => step.kind === 'socket');
  if (disposition !== 'delivered' || !last || !socket)
    return `${verdict}: ${withNames(because, names)}`;
  const but = socket.listening === 'no' ? ', where nothing listens' : '';
  return `${verdict} to ${endpointWords(socket)}, ${placeHeading(last.netns, names)}${but}`;
}

function wayLines(trace: Trace, branch: Branch, names: PlaceNames): readonly string[] {
  const { reply } = branch;
  return [
    ...hopLines({ ...branch, packet: trace.packet }, names),
    ...(reply ? replyLines(reply, names) : []),
  ];
}

function replyLines(reply: Reply, names: PlaceNames): readonly string[] {
  return [
    '',
    `reply ${verdictLine(reply, names)}`,
    `  ${packetWords(reply.packet)}`,
    ...changeLines(reply, names),
    ...hopLines(reply, names),
  ];
}

function changeLines(way: Reply, names: PlaceNames): readonly string[] {
  const change = whatWouldChange(way);
  return change === undefined ? [] : [`  it would take ${withNames(change, names)}`];
}

/** What became of it stands above already. */
function hopLines({ hops, decidedBy, because }: Reply, names: PlaceNames): readonly string[] {
  return hops.flatMap(({ netns, steps }, hop) => {
    const folder = usualFolder(steps.flatMap(({ evidence }) => evidence));
    const where = folder === '' ? '' : `  [${folder}]`;
    return [
      '',
      `${placeHeading(netns, names)}${where}`,
      ...steps.flatMap((step, at) => {
        if (step.kind === 'end' && step.reason === because) return [];
        const isDeciding = decidedBy?.hop === hop && decidedBy.step === at;
        return stepLines(step, isDeciding ? '> ' : '  ', { folder, names });
      }),
    ];
  });
}

/** What decides is marked; a rule's own text stands below it. */
function stepLines(
  step: Step,
  mark: '> ' | '  ',
  { folder, names }: { readonly folder: string; readonly names: PlaceNames },
): readonly string[] {
  const words = withNames(describeStep(step), names);
  const line = `${mark}${words}${evidenceWords(step.evidence, folder)}`;
  return step.kind === 'rule' ? [line, `      ${step.text}`] : [line];
}
