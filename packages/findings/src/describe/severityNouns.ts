import type { Severity } from '@vethscope/model';

/** What findings are counted by: `2 errors, 1 note`. Diagnostics are remarks, and another thing. */
export const SEVERITY_NOUNS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};
