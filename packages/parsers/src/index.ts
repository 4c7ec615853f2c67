export type { CaptureFile, CaptureFiles } from './archive/captureFiles.ts';
export type { Parsed } from './source/sourceLines.ts';
export { SourceLines } from './source/sourceLines.ts';
