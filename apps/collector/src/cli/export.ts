import { readFile } from 'node:fs/promises';
import type { CaptureFiles } from '@vethscope/parsers';
import { redactCaptures } from '@vethscope/redact';
import { type Command, InvalidArgumentError } from 'commander';
import { failureInWords } from '../captures/failureInWords.ts';
import { jointName } from '../captures/jointName.ts';
import { sizeInWords } from '../captures/sizeInWords.ts';
import { embedCapture } from '../export/embedCapture.ts';
import { viewOfLink } from '../export/viewOfLink.ts';
import { writeAtomically } from '../files/writeAtomically.ts';
import { Unusable } from './exitCodes.ts';
import { type Io, notify, printResult } from './io.ts';
import { type LimitOptions, limitsOf, withCaptures } from './options.ts';
import { readForCommand } from './readForCommand.ts';
import { notifyRedaction } from './redactionSummary.ts';

interface ExportOptions extends LimitOptions {
  readonly output: string;
  readonly redact?: true;
  readonly view?: string;
}

export function addExport(program: Command, io: Io): void {
  withCaptures(program.command('export'), 'some')
    .summary('one self-contained HTML page')
    .description(
      'Write the dashboard with these captures inside as one HTML file that opens from disk.',
    )
    .requiredOption('-o, --output <FILE>', 'where to write the page; - for standard output')
    .option(
      '--redact',
      'replace addresses, names and ids by tokens, leave out what is not understood',
    )
    .option(
      '--view <LINK>',
      "what the page opens with: a link copied from the dashboard, or its fields ('tab=routes')",
      readView,
    )
    .action(async (captureArguments: readonly string[], options: ExportOptions) => {
      if (options.redact && options.view !== undefined) {
        // It names elements as they were called before.
        throw new Unusable('--view with --redact: the view would carry names that are redacted');
      }
      const { captures } = await readForCommand(captureArguments, limitsOf(options), io);
      const captured = captures.map((capture) => capture.files);
      const files = options.redact ? redacted(captured, io) : captured;
      const name = jointName(files.map((capture) => capture.name));
      const page = embedCapture(await exportPage(io), {
        name,
        captures: files,
        view: options.view,
      });
      await write(page, options.output, io);
    });
}

function readView(link: string): string {
  const view = viewOfLink(link);
  if (view !== undefined) return view;
  throw new InvalidArgumentError(
    `It names no view: copy a link from the dashboard, or write its fields, 'tab=routes'.`,
  );
}

function redacted(captures: readonly CaptureFiles[], io: Io): readonly CaptureFiles[] {
  const { captures: redactedCaptures, report } = redactCaptures(captures);
  notifyRedaction(io, report);
  return redactedCaptures;
}

async function exportPage(io: Io): Promise<string> {
  return readFile(io.assets.exportPage, 'utf8').catch(() => {
    throw new Unusable(`${io.assets.exportPage} is missing: build it with \`npm run build\``);
  });
}

async function write(page: string, output: string, io: Io): Promise<void> {
  if (output === '-') {
    await printResult(io, page);
    return;
  }
  try {
    await writeAtomically(output, page);
  } catch (error) {
    throw new Unusable(`${output}: cannot be written: ${failureInWords(error)}`);
  }
  notify(io, `${output}: ${sizeInWords(Buffer.byteLength(page))}`);
}
