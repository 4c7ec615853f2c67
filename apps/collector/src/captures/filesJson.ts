import type { CaptureFiles } from '@vethscope/parsers';

/** Characters that are worth a write: packing thousands of small ones takes many times as long. */
const WORTH_A_WRITE = 1 << 18;

/**
 * The JSON of captures, part by part: all of it may be longer than a string can be. Each capture is
 * on a line of its own, so that who reads need not wait for the last to begin with the first.
 */
export function* filesJson(captures: readonly CaptureFiles[]): Generator<string> {
  let waiting = '';
  for (const part of parts(captures)) {
    waiting += part;
    if (waiting.length < WORTH_A_WRITE) continue;
    yield waiting;
    waiting = '';
  }
  yield waiting;
}

/** In bytes. */
export function filesJsonLength(captures: readonly CaptureFiles[]): number {
  let length = 0;
  for (const part of parts(captures)) length += Buffer.byteLength(part);
  return length;
}

function* parts(captures: readonly CaptureFiles[]): Generator<string> {
  yield '[\n';
  for (const [index, { name, files, diagnostics }] of captures.entries()) {
    yield `{"name":${JSON.stringify(name)},"files":[`;
    for (const [at, file] of files.entries()) yield `${at === 0 ? '' : ','}${JSON.stringify(file)}`;
    yield `],"diagnostics":${JSON.stringify(diagnostics)}}${index < captures.length - 1 ? ',' : ''}\n`;
  }
  yield ']\n';
}
