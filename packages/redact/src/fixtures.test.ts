import { readdirSync, readFileSync } from 'node:fs';
import { type CaptureFiles, readFiles } from '@vethscope/parsers';
import { expect, test } from 'vitest';
import { redactCaptures } from './redactCaptures.ts';

const COMMANDS = new URL('../../parsers/src/commands/', import.meta.url);

/** Every output that a parser is tested with, as a capture of its own. */
const OUTPUTS = readdirSync(COMMANDS, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\/fixtures\/.*\.txt$/.test(path))
  .sort()
  .map((path) => {
    const text = readFileSync(new URL(path, COMMANDS), 'utf8');
    return [path, text, argvOf(path)] as const;
  });

function argvOf(path: string): readonly string[] {
  try {
    const expected = JSON.parse(
      readFileSync(new URL(path.replace(/txt$/, 'json'), COMMANDS), 'utf8'),
    );
    return Array.isArray(expected.argv) ? expected.argv : [];
  } catch {
    return [];
  }
}

/** Of each output: its parser, how many records it came to, how many lines were understood. */
function readingOf({ files }: CaptureFiles) {
  return readFiles(files).files.flatMap((file) =>
    file.kind === 'outputs'
      ? file.outputs.map(({ parser, records, coverage, facts }) => ({
          parser,
          records,
          understood: coverage.understood > 0,
          captured: facts?.captured,
        }))
      : [],
  );
}

test.each(OUTPUTS)('%s reads as much once it is redacted', (_, text, argv) => {
  const page = `\`\`\`sh\n${argv.join(' ')}\n\`\`\`\n\n\`\`\`\`\`\n${text}\`\`\`\`\`\n`;
  const file = argv.length > 0 ? { path: 'a.md', text: page } : { path: 'a.txt', text };
  const capture = { name: 'a', files: [file], diagnostics: [] };
  const [redacted] = redactCaptures([capture]).captures;
  expect(redacted && readingOf(redacted)).toEqual(readingOf(capture));
});
