const TAIL_BYTES = 8 * 1024;

/** The end of what a program wrote to standard error, however much that was. */
export class TextTail {
  #bytes = Buffer.alloc(0);
  #isCut = false;

  take(chunk: Uint8Array): void {
    const all = Buffer.concat([this.#bytes, chunk.subarray(-TAIL_BYTES)]);
    this.#isCut ||= this.#bytes.length + chunk.length > TAIL_BYTES;
    this.#bytes = all.subarray(-TAIL_BYTES);
  }

  /** Without blank ones. Where the beginning is lost, so is the line that it cut. */
  lines(): readonly string[] {
    const lines = this.#bytes.toString().split(/\r?\n/);
    return (this.#isCut ? lines.slice(1) : lines).filter((line) => line.trim() !== '');
  }
}
