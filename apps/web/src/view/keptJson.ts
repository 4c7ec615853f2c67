import { useCallback, useMemo } from 'react';
import type * as z from 'zod/mini';
import { useKeptText } from './keptText.ts';

/** A value that the browser keeps under a name; `otherwise` while it keeps none that fits. */
export function useKeptJson<T>(
  name: string,
  schema: z.ZodMiniType<T>,
  otherwise: T,
): readonly [T, (value: T) => void] {
  const [text, keepText] = useKeptText(name);
  const value = useMemo(() => parsed(text, schema) ?? otherwise, [text, schema, otherwise]);
  const keep = useCallback((next: T) => keepText(JSON.stringify(next)), [keepText]);
  return [value, keep];
}

function parsed<T>(text: string, schema: z.ZodMiniType<T>): T | undefined {
  if (text === '') return undefined;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    // Of another version, or somebody else's: as if there was nothing.
    return undefined;
  }
}
