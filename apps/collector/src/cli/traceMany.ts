import { readFile } from 'node:fs/promises';
import { text as readText } from 'node:stream/consumers';
import { type Network, placeNames } from '@vethscope/trace';
import { failureInWords } from '../captures/failureInWords.ts';
import { answerLines, type LineResult, otherThanExpected } from '../trace/answerLines.ts';
import { placed, resultJson, resultText } from '../trace/resultLine.ts';
import { Ended, EXIT_FAILED, Unusable } from './exitCodes.ts';
import { type Io, notify, printResult } from './io.ts';

export interface OutcomeOptions {
  readonly format: 'text' | 'json';
  readonly failOn?: 'undelivered' | 'unexpected';
}

/** A result for each line of `file`, in order; what is wrong with some does not hold up the others. */
export async function traceMany(
  network: Network,
  file: string,
  { format, failOn }: OutcomeOptions,
  io: Io,
): Promise<void> {
  const lines = await readPackets(file, io);
  const names = placeNames(network.topology);
  const print = (result: LineResult) =>
    format === 'json' ? resultJson(result, file) : resultText(result, file, names);
  const tally = new Tally();
  let printed = '';
  for (const result of answerLines(network, lines)) {
    const complaint = tally.count(result);
    if (complaint !== undefined)
      notify(io, placed({ line: result.line, message: complaint }, file));
    printed += `${print(result)}\n`;
    if (printed.length > CHUNK) {
      await printResult(io, printed);
      printed = '';
    }
  }
  if (printed !== '') await printResult(io, printed);
  tally.conclude(failOn, file);
}

/** Characters that are written at once: results of a hundred thousand packets are not kept. */
const CHUNK = 1_000_000;

async function readPackets(file: string, io: Io): Promise<string> {
  if (file === '-') return readText(io.stdin);
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new Unusable(`${file}: ${failureInWords(error)}`);
  }
}

class Tally {
  #all = 0;
  #problems = 0;
  #expecting = 0;
  #unexpected = 0;
  #undelivered = 0;

  /** A line for the user where it did not go as it should. */
  count(result: LineResult): string | undefined {
    this.#all += 1;
    if (result.kind === 'problem') {
      this.#problems += 1;
      return result.message;
    }
    const { packet, trace } = result;
    if (trace.disposition !== 'delivered') this.#undelivered += 1;
    if (packet.expect !== undefined) this.#expecting += 1;
    const expected = otherThanExpected(result);
    if (expected === undefined) return undefined;
    this.#unexpected += 1;
    return `expected ${expected}, it is ${trace.disposition}`;
  }

  /** Throws what ends the command with another exit code than 0. */
  conclude(failOn: OutcomeOptions['failOn'], file: string): void {
    const all = this.#all === 1 ? '1 packet' : `${this.#all} packets`;
    if (this.#problems > 0) {
      throw new Unusable(`${file}: ${this.#problems} of ${all} could not be traced`);
    }
    if (failOn === 'unexpected' && this.#unexpected > 0) {
      throw new Ended(EXIT_FAILED, `${this.#unexpected} of ${all} went otherwise than expected`);
    }
    if (failOn === 'unexpected' && this.#expecting === 0) {
      throw new Unusable(
        `${file}: no line says what to expect: --fail-on unexpected checks nothing`,
      );
    }
    if (failOn === 'undelivered' && this.#undelivered > 0) {
      throw new Ended(EXIT_FAILED, `${this.#undelivered} of ${all} are not delivered`);
    }
  }
}
