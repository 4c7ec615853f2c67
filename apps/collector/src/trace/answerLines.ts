import { answerTrace, type Disposition, type Network, type Trace } from '@vethscope/trace';
import { type PacketLine, readPacketLine } from './packetLine.ts';

/** What became of one line of `--packets`. */
export type LineResult =
  | {
      readonly kind: 'traced';
      readonly line: number;
      readonly packet: PacketLine;
      readonly trace: Trace;
    }
  | { readonly kind: 'problem'; readonly line: number; readonly message: string };

/** One result for each line that is not blank, in the order of the lines, as each is asked for. */
export function* answerLines(network: Network, text: string): Generator<LineResult> {
  for (const [index, content] of text.split(/\r?\n/).entries()) {
    if (content.trim() === '') continue;
    const line = index + 1;
    const read = readPacketLine(content);
    if (read.kind === 'problem') {
      yield { kind: 'problem', line, message: read.message };
      continue;
    }
    const { packet } = read;
    const answer = answerTrace(network, packet.request);
    yield answer.kind === 'problem'
      ? { kind: 'problem', line, message: answer.message }
      : { kind: 'traced', line, packet, trace: answer.trace };
  }
}

/** What was expected instead; `undefined`: it is as expected, or nothing was. */
export function otherThanExpected({
  packet,
  trace,
}: Extract<LineResult, { kind: 'traced' }>): Disposition | undefined {
  return packet.expect === trace.disposition ? undefined : packet.expect;
}
