/** One uploaded capture, as it is listed. */
export interface StoredCapture {
  readonly id: string;
  readonly name: string;
  /** As it was called where it was uploaded from. */
  readonly fileName: string;
  /** Bytes. */
  readonly size: number;
  /** ISO 8601, UTC. */
  readonly uploadedAt: string;
  /** Of the original bytes, lower-case hex. */
  readonly sha256: string;
}

/** Uploaded captures. What was accepted is kept, whole, until it is removed. */
export interface CaptureStore {
  /** Latest first. */
  readonly list: () => Promise<readonly StoredCapture[]>;
  readonly get: (id: string) => Promise<StoredCapture | undefined>;
  /** The original bytes. */
  readonly read: (id: string) => Promise<Uint8Array | undefined>;
  /** Takes an upload in without accepting it yet. Throws `TooLarge` as soon as it is. */
  readonly receive: (
    chunks: AsyncIterable<Uint8Array>,
    maxBytes: number,
  ) => Promise<ReceivedUpload>;
  /** `undefined`: there is no such capture. */
  readonly rename: (id: string, name: string) => Promise<StoredCapture | undefined>;
  /** False: there is no such capture. */
  readonly remove: (id: string) => Promise<boolean>;
}

/** An upload that waits for its verdict. */
export interface ReceivedUpload {
  readonly bytes: () => Promise<Uint8Array>;
  readonly accept: (as: {
    readonly name: string;
    readonly fileName: string;
  }) => Promise<StoredCapture>;
  /** Leaves nothing behind. */
  readonly discard: () => Promise<void>;
}

export class TooLarge extends Error {}

/** What an id looks like: nothing else ever becomes part of a path. */
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function isStoredId(text: string): boolean {
  return ID.test(text);
}

export function latestFirst(a: StoredCapture, b: StoredCapture): number {
  if (a.uploadedAt !== b.uploadedAt) return a.uploadedAt < b.uploadedAt ? 1 : -1;
  return a.id < b.id ? -1 : 1;
}
