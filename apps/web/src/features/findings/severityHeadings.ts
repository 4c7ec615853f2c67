import type { Severity } from '@vethscope/model';

/** Over all findings of a severity, and on what shows and hides them. */
export const SEVERITY_HEADINGS: Readonly<Record<Severity, string>> = {
  error: 'Errors',
  warning: 'Warnings',
  info: 'Notes',
};
