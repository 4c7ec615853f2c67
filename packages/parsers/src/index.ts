export type { CaptureFile, CaptureFiles } from './archive/captureFiles.ts';
export { captureName } from './archive/captureName.ts';
export type { ArchiveLimits } from './archive/limits.ts';
export { DEFAULT_ARCHIVE_LIMITS } from './archive/limits.ts';
export type { UnpackResult } from './archive/unpackCapture.ts';
export { captureFromEntries, unpackCapture } from './archive/unpackCapture.ts';
export type { Parsed } from './source/sourceLines.ts';
export { SourceLines } from './source/sourceLines.ts';
