import { readdirSync, readFileSync } from 'node:fs';
import { type CaptureFiles, readFiles } from '@vethscope/parsers';
import fc from 'fast-check';
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

/** As a page that shows the command, or as a file without one. */
function captureOf(text: string, argv: readonly string[]): CaptureFiles {
  const page = `\`\`\`sh\n${argv.join(' ')}\n\`\`\`\n\n\`\`\`\`\`\n${text}\`\`\`\`\`\n`;
  const file = argv.length > 0 ? { path: 'a.md', text: page } : { path: 'a.txt', text };
  return { name: 'a', files: [file], diagnostics: [] };
}

test.each(OUTPUTS)('%s reads as much once it is redacted', (_, text, argv) => {
  const capture = captureOf(text, argv);
  const [redacted] = redactCaptures([capture]).captures;
  expect(redacted && readingOf(redacted)).toEqual(readingOf(capture));
});

/** Whatever word of whatever output is somebody's secret: it is a token afterwards, or gone. */
test('no word of an output gets through that is not one of the commands’ own', () => {
  const secret = fc.stringMatching(/^zq[a-z0-9]{6,9}(-[a-z]{3}|\.corp\.example)?$/);
  const property = fc.property(
    fc.constantFrom(...OUTPUTS),
    fc.array(fc.nat(), { minLength: 1, maxLength: 5 }),
    secret,
    ([, text, argv], places, word) => {
      const words = [...text.matchAll(/[\w.-]+/g)];
      let changed = text;
      for (const place of places.sort((a, b) => b - a)) {
        const at = words[place % Math.max(1, words.length)];
        if (at)
          changed = changed.slice(0, at.index) + word + changed.slice(at.index + at[0].length);
      }
      const { captures } = redactCaptures([captureOf(changed, argv)]);
      expect(JSON.stringify(captures)).not.toContain(word.slice(0, 8));
    },
  );
  fc.assert(property, { seed: 1, numRuns: 500 });
});
