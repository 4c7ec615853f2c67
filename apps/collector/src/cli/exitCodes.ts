/** What a script can rely on; docs/cli.md. */
export const EXIT_DONE = 0;
/** Unusable input or arguments; one line on standard error says what and where. */
export const EXIT_UNUSABLE = 2;

/** Some of several things were done, others not; a line on standard error for each of these. */
export const EXIT_PARTLY = 1;
/** What was asked came out as `--fail-on` says. */
export const EXIT_FAILED = 1;
/** What a shell reports of a program that a signal ended is this and the signal's number. */
export const EXIT_BY_SIGNAL = 128;

/** Ends a command with `EXIT_UNUSABLE`; the message is the line to print. */
export class Unusable extends Error {}

/** Ends a command with another exit code; the message is the line to print. */
export class Ended extends Error {
  readonly exitCode: number;

  constructor(exitCode: number, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}
