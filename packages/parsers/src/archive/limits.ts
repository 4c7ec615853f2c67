/** How much a capture may hold once it is unpacked. Counted while unpacking, never afterwards. */
export interface ArchiveLimits {
  readonly maxUnpackedBytes: number;
  readonly maxFiles: number;
}

export const DEFAULT_ARCHIVE_LIMITS: ArchiveLimits = {
  maxUnpackedBytes: 512 * 1024 * 1024,
  maxFiles: 20_000,
};

/** Ends the unpacking of an archive that is not to be read any further. */
export class Refused extends Error {}

/** What is left of the limits while one capture is unpacked. */
export class UnpackBudget {
  readonly #limits: ArchiveLimits;
  #bytes = 0;
  #files = 0;

  constructor(limits: ArchiveLimits) {
    this.#limits = limits;
  }

  /** Throws `Refused` once the sum is above the limit. */
  takeBytes(count: number): void {
    this.#bytes += count;
    if (this.#bytes > this.#limits.maxUnpackedBytes) {
      throw new Refused(
        `it unpacks to more than ${sizeInWords(this.#limits.maxUnpackedBytes)}: pack only the command outputs, or raise the limit`,
      );
    }
  }

  /** Throws `Refused` once there are more files than the limit. */
  takeFile(): void {
    this.#files++;
    if (this.#files > this.#limits.maxFiles) {
      throw new Refused(
        `it holds more than ${this.#limits.maxFiles} files: pack only the command outputs, or raise the limit`,
      );
    }
  }
}

function sizeInWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  const mebibytes = bytes / (1024 * 1024);
  return mebibytes < 1
    ? `${Math.floor(bytes / 1024)} KiB`
    : `${Number.isInteger(mebibytes) ? mebibytes : mebibytes.toFixed(1)} MiB`;
}
