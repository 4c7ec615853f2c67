import type { Evidence } from '@vethscope/model';

/** Where the first line stands that proves something, `FILE:LINE`; empty where nothing does. */
export function lineOf(evidence: Evidence | readonly Evidence[]): string {
  const first = 'file' in evidence ? evidence : evidence[0];
  return first ? `${first.file}:${first.line}` : '';
}
