export { redactCaptures } from './redactCaptures.ts';
export type { RedactionReport } from './report.ts';
