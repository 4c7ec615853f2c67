import type { Evidence } from '@vethscope/model';
import { type PrintedField, printedFields } from '@vethscope/parsers';

/** A printed field and the lines that it stands on. */
export interface ShownField extends PrintedField {
  readonly evidence: Evidence;
}

/**
 * Everything that the outputs printed of one link. `ip link` and `ip addr` both show it: what the
 * first of them says is not said again.
 */
export function mergePrinted(
  name: string,
  places: readonly Evidence[],
  textOf: (file: string) => string | undefined,
): readonly ShownField[] {
  const merged: ShownField[] = [];
  const said = new Set<string>();
  for (const { file, line, endLine } of places) {
    const text = textOf(file);
    if (text === undefined) continue;
    const fields = printedFields(text, { line, endLine, name }).filter(
      (field) => !said.has(keyOf(field)),
    );
    for (const field of fields) {
      said.add(keyOf(field));
      merged.push({ ...field, evidence: { file, line: field.line, endLine: field.line } });
    }
  }
  return merged;
}

function keyOf({ part, name }: PrintedField): string {
  return `${part} ${name}`;
}
