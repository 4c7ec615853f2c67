/** What a script can rely on; docs/cli.md. */
export const EXIT_DONE = 0;
/** Unusable input or arguments; one line on standard error says what and where. */
export const EXIT_UNUSABLE = 2;

/** Ends a command with `EXIT_UNUSABLE`; the message is the line to print. */
export class Unusable extends Error {}
