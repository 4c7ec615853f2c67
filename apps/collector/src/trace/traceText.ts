import type { Evidence, Id } from '@vethscope/model';
import {
  type Branch,
  branchTitle,
  describeDisposition,
  describeStep,
  endpointWords,
  type Hop,
  packetWords,
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
  const { packet, branches, from, to } = trace;
  const [only, ...others] = branches;
  const asked = `  ${packetWords(packet)}, from ${from.text} to ${to.text}`;
  const lines =
    only && others.length === 0
      ? [
          ...verdictLines(branchWay(trace, only), placeName),
          asked,
          ...branchLines(trace, only, placeName),
        ]
      : [
          `${describeDisposition(trace.disposition)}: ${branches.length} ways`,
          asked,
          ...branches.flatMap((branch, i) => [
            '',
            `== way ${i + 1} of ${branches.length}, ${branchTitle(branch)} ==`,
            ...verdictLines(branchWay(trace, branch), placeName),
            ...branchLines(trace, branch, placeName),
          ]),
        ];
  return `${lines.map(printable).join('\n')}\n`;
}

/** The request of a branch, as its reply is told. */
function branchWay({ packet }: Trace, branch: Branch): Reply {
  return { ...branch, packet };
}

function verdictLines(way: Reply, placeName: PlaceName): readonly string[] {
  const arrived = way.disposition === 'delivered' ? arrivalOf(way.hops) : undefined;
  const verdict = describeDisposition(way.disposition);
  const line = arrived
    ? `${verdict} to ${endpointWords(arrived.socket)}, ${placeName(arrived.netns)}`
    : `${verdict}: ${way.because}`;
  const because = arrived ? [`  because ${way.because}`] : [];
  const change = whatWouldChange(way);
  return [line, ...because, ...(change === undefined ? [] : [`  it would take ${change}`])];
}

interface ArrivedAt {
  readonly netns: Id;
  readonly socket: Extract<Step, { kind: 'socket' }>;
}

function arrivalOf(hops: readonly Hop[]): ArrivedAt | undefined {
  const last = hops.at(-1);
  const socket = last?.steps.findLast((step) => step.kind === 'socket');
  return last && socket ? { netns: last.netns, socket } : undefined;
}

function branchLines(trace: Trace, branch: Branch, placeName: PlaceName): readonly string[] {
  const { assumptions, reply } = branch;
  return [
    ...assumptions.map((assumption) => `  taken for granted: ${assumption}`),
    ...hopLines(branchWay(trace, branch), placeName),
    ...(reply ? replyLines(reply, placeName) : []),
  ];
}

function replyLines(reply: Reply, placeName: PlaceName): readonly string[] {
  const [verdict = '', ...rest] = verdictLines(reply, placeName);
  return [
    '',
    `reply ${verdict}`,
    `  ${packetWords(reply.packet)}`,
    ...rest,
    ...hopLines(reply, placeName),
  ];
}

function hopLines({ hops, decidedBy }: Reply, placeName: PlaceName): readonly string[] {
  return hops.flatMap(({ netns, steps }, hop) => [
    '',
    placeName(netns),
    ...steps.flatMap((step, at) => {
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
