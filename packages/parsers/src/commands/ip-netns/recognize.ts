import { numberAt, textAt } from '../../source/jsonFields.ts';
import { jsonLines, looksLikeJson, readJsonArray } from '../../source/jsonSource.ts';

/** Enough to tell a list of names from anything else. */
const ENOUGH_CHARACTERS = 100_000;
const ENOUGH_LINES = 200;

/**
 * Names alone could be anything, so one of them must have an id: `blue (id: 0)`, or in JSON
 * `{"name":"blue","id":0}` and nothing else.
 */
export function recognizeNetnsNames(text: string): readonly string[] | undefined {
  const head = text.slice(0, ENOUGH_CHARACTERS);
  if (looksLikeJson(head)) return isJsonList(head) ? ['ip', '-j', 'netns'] : undefined;
  const lines = head
    .split(/\r?\n/, ENOUGH_LINES)
    .filter((line) => line.trim() !== '' && !line.startsWith('Error: '));
  const areNames = lines.every((line) => /^\S+( \(id: \d+\))?\s*$/.test(line));
  const haveId = lines.some((line) => /^\S+ \(id: \d+\)\s*$/.test(line));
  return areNames && haveId ? ['ip', 'netns'] : undefined;
}

function isJsonList(text: string): boolean {
  const values = readJsonArray(jsonLines(text)).map(({ value }) => value);
  const areNames = values.every(
    (value) =>
      textAt(value, 'name') !== undefined &&
      Object.keys(Object(value)).every((key) => key === 'name' || key === 'id'),
  );
  return areNames && values.some((value) => numberAt(value, 'id') !== undefined);
}
