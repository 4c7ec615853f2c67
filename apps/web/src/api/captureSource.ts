import type { LiveHandlers } from './liveEvents.ts';

/** Where captures come from: the server that served the page, or the page itself. */
export type CaptureSource = ServerSource | EmbeddedSource;

/** Where the raw files of a capture come from: a server, or the page itself. */
export type Origin =
  | { readonly kind: 'url'; readonly url: string }
  /** JSON, gzip, base64: what an exported page carries. */
  | { readonly kind: 'packed'; readonly data: string };

interface Readable {
  readonly list: () => Promise<readonly CaptureSummary[]>;
  /** Where its files are. Throws `CaptureError`. */
  readonly origin: (id: string) => Origin;
}

export interface EmbeddedSource extends Readable {
  readonly mode: 'embedded';
  /** Tells what one page holds from what another does. */
  readonly digest: string;
  /** What came with the capture. */
  readonly keepsakes: Keepsakes;
}

/** What somebody made of a capture, and hands on with it. */
export interface Keepsakes {
  /** The view that the page opens with: fields of a link, `selected=…&tab=routes`. */
  readonly view?: string | undefined;
  /** By the id of the element that they are on. */
  readonly notes?: Notes | undefined;
  readonly savedViews?: readonly SavedView[] | undefined;
}

export type Notes = Readonly<Record<string, string>>;

export interface SavedView {
  readonly name: string;
  readonly view: string;
}

export interface ServerSource extends Readable {
  readonly mode: 'server';
  /** Sends the file as it is; `onProgress` gets the share sent, 0 to 1. Rejects once aborted. */
  readonly upload: (
    file: File,
    onProgress: (share: number) => void,
    signal: AbortSignal,
  ) => Promise<CaptureSummary>;
  readonly rename: (id: string, name: string) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
  readonly originalUrl: (id: string) => string;
  /** The self-contained page, made on demand. */
  readonly exportPage: (id: string, keepsakes: Keepsakes) => Promise<Blob>;
  /** Of the node that the server follows; listens until the result is called. */
  readonly follow: (handlers: LiveHandlers) => () => void;
  /** Has the server look at all of that node again. */
  readonly lookAgain: () => Promise<void>;
}

export interface CaptureSummary {
  readonly id: string;
  readonly name: string;
  readonly fileName?: string | undefined;
  /** Bytes of the original file. */
  readonly size?: number | undefined;
  /** ISO 8601. */
  readonly uploadedAt?: string | undefined;
  /** Given on the command line: it can be neither renamed nor deleted here. */
  readonly readOnly: boolean;
  /** There is one original file to download. */
  readonly hasOriginal: boolean;
  /** Of the node that the server follows. */
  readonly live?: true | undefined;
  /** Of that node: when it was last seen to change; ISO 8601. */
  readonly capturedAt?: string | undefined;
}

/** A failure that can be shown as it is: one line for the user. */
export class CaptureError extends Error {
  readonly status: number | undefined;

  constructor(message: string, status?: number) {
    super(message);
    this.name = 'CaptureError';
    this.status = status;
  }
}
