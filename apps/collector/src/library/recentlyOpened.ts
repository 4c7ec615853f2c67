import type { OpenedCapture } from './openedCapture.ts';

/** UTF-16 units of text. A unit of a long routing table makes some 20 bytes of records. */
const MAX_TEXT = 16 * 1024 * 1024;

/** The captures that were asked for last, up to a sum of text; the very last one always. */
export class RecentlyOpened {
  readonly #captures = new Map<string, OpenedCapture>();
  readonly #maxText: number;

  constructor(maxText: number = MAX_TEXT) {
    this.#maxText = maxText;
  }

  get(id: string): OpenedCapture | undefined {
    const capture = this.#captures.get(id);
    if (capture) this.set(id, capture);
    return capture;
  }

  set(id: string, capture: OpenedCapture): void {
    this.#captures.delete(id);
    this.#captures.set(id, capture);
    let text = 0;
    // A Map keeps insertion order: the last is the latest.
    for (const [oldId, old] of [...this.#captures].reverse()) {
      text += textLength(old);
      if (text > this.#maxText && oldId !== id) this.#captures.delete(oldId);
    }
  }

  forget(id: string): void {
    this.#captures.delete(id);
  }
}

function textLength({ files }: OpenedCapture): number {
  return files.reduce(
    (sum, capture) => sum + capture.files.reduce((length, { text }) => length + text.length, 0),
    0,
  );
}
