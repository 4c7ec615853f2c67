import type { Evidence, Id } from '@vethscope/model';
import {
  type Branch,
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

/** The namespace's name for people: `pod default/web (control/cni-web)`. */
type PlaceName = (netns: Id) => string;

/** A trace to read: what becomes of the packet first, then its way, hop by hop, with the lines behind it. */
export function traceText(trace: Trace, placeName: PlaceName): string {
  const { packet, branches, from, to, disposition } = trace;
  const [only, ...others] = branches;
  const asked = `  ${packetWords(packet)}, from ${from.text} to ${to.text}`;
  const lines =
    only && others.length === 0
      ? [verdictLine({ ...only, packet }, placeName), asked, ...branchLines(trace, only, placeName)]
      : [
          `${describeDisposition(disposition)}: ${branches.length} ways`,
          asked,
          ...branches.flatMap((branch, i) => [
            '',
            `== ${i + 1} of ${branches.length}${chanceWords(branch)}: ${verdictLine({ ...branch, packet }, placeName)}`,
            ...branchLines(trace, branch, placeName),
          ]),
        ];
  return `${lines.map(printable).join('\n')}\n`;
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

function branchLines(trace: Trace, branch: Branch, placeName: PlaceName): readonly string[] {
  const { assumptions, reply } = branch;
  const request: Reply = { ...branch, packet: trace.packet };
  return [
    ...changeLines(request),
    ...assumptions.map((assumption) => `  taken for granted: ${assumption}`),
    ...hopLines(request, placeName),
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
  return hops.flatMap(({ netns, steps }, hop) => [
    '',
    placeName(netns),
    ...steps.flatMap((step, at) => {
      if (step.kind === 'end' && step.reason === because) return [];
      const isDeciding = decidedBy?.hop === hop && decidedBy.step === at;
      return stepLines(step, isDeciding ? '> ' : '  ');
    }),
  ]);
}

/** What decides is marked; a rule's own text stands below it. */
function stepLines(step: Step, mark: '> ' | '  '): readonly string[] {
  const line = `${mark}${describeStep(step)}${evidenceWords(step.evidence)}`;
  return step.kind === 'rule' ? [line, `      ${step.text}`] : [line];
}

const MAX_PLACES = 3;

/** `  [ip_route:3, ip_rule:1-2]`. */
function evidenceWords(evidence: readonly Evidence[]): string {
  if (evidence.length === 0) return '';
  const places = evidence.slice(0, MAX_PLACES).map(placeOf);
  const more = evidence.length - MAX_PLACES;
  return `  [${places.join(', ')}${more > 0 ? ` and ${more} more` : ''}]`;
}

function placeOf({ file, line, endLine }: Evidence): string {
  return line === endLine ? `${file}:${line}` : `${file}:${line}-${endLine}`;
}
