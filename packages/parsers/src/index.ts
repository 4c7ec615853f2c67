export { archiveKind } from './archive/archiveKind.ts';
export type { CaptureFile, CaptureFiles } from './archive/captureFiles.ts';
export { captureName } from './archive/captureName.ts';
export type { ArchiveLimits } from './archive/limits.ts';
export { DEFAULT_ARCHIVE_LIMITS } from './archive/limits.ts';
export type { UnpackResult } from './archive/unpackCapture.ts';
export { captureFromEntries, unpackCapture } from './archive/unpackCapture.ts';
export { evidenceFiles } from './assemble/evidenceFiles.ts';
export { type ReadFile, type ReadFiles, readFiles } from './assemble/readFiles.ts';
export type { ReadInput } from './assemble/readOutput.ts';
export {
  isUnreadable,
  readSnapshot,
  type SnapshotReader,
  startSnapshot,
} from './assemble/readSnapshot.ts';
export type { Manifest } from './bundle/manifest.ts';
export { readManifest } from './bundle/manifest.ts';
export type { Facts } from './commands/facts.ts';
export { ignoredOnPurpose } from './commands/ignored/command.ts';
export {
  type PrintedField,
  type PrintedPart,
  printedFields,
} from './commands/ip-link/printed/printedFields.ts';
export { pathCommand } from './recognize/pathCommand.ts';
export { type ColumnTable, readTables } from './source/columns.ts';
export { looksLikeJson } from './source/jsonSource.ts';
export { scanContainer } from './source/jsonSpans.ts';
export { isRedactionNote, type RedactionReason, redactionNote } from './source/redactionNote.ts';
export type { LineState, Parsed } from './source/sourceLines.ts';
export { SourceLines } from './source/sourceLines.ts';
