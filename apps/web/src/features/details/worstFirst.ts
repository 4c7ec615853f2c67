import type { Diagnostic, Severity } from '@vethscope/model';

export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** Those of equal severity stay in their order. */
export function worstFirst(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return SEVERITIES.flatMap((severity) =>
    diagnostics.filter((diagnostic) => diagnostic.severity === severity),
  );
}
