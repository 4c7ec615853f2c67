import { useCallback, useState } from 'react';
import type { ServerSource } from '../../api/captureSource.ts';
import { useRefreshCaptureList } from '../../api/queries.ts';
import { useViewState } from '../../view/viewState.ts';

/** One file on its way to the server. */
export interface Upload {
  readonly key: number;
  readonly name: string;
  readonly size: number;
  readonly state:
    | { readonly kind: 'sending'; readonly share: number; readonly cancel: () => void }
    /** All bytes are there; the server unpacks and reads them. */
    | { readonly kind: 'reading' }
    | { readonly kind: 'refused'; readonly message: string };
}

export interface Uploads {
  readonly uploads: readonly Upload[];
  readonly start: (files: readonly File[]) => void;
  /** Tells of what is not even sent. */
  readonly refuse: (name: string, message: string) => void;
  readonly dismiss: (key: number) => void;
}

/** Sends files and opens the capture that comes of the last one; refused ones stay until dismissed. */
export function useUploads(source: ServerSource | undefined): Uploads {
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const refreshList = useRefreshCaptureList();
  const { setView } = useViewState();
  const dismiss = useCallback(
    (key: number) => setUploads((old) => old.filter((upload) => upload.key !== key)),
    [],
  );
  const setState = (key: number, state: Upload['state']) =>
    setUploads((old) => old.map((upload) => (upload.key === key ? { ...upload, state } : upload)));

  async function send(
    server: ServerSource,
    key: number,
    file: File,
    ending: AbortController,
  ): Promise<void> {
    const cancel = () => ending.abort();
    try {
      const summary = await server.upload(
        file,
        (share) =>
          setState(key, share < 1 ? { kind: 'sending', share, cancel } : { kind: 'reading' }),
        ending.signal,
      );
      dismiss(key);
      await refreshList();
      setView({ ...NOTHING_CHOSEN, capture: summary.id });
    } catch (error) {
      if (ending.signal.aborted) dismiss(key);
      else setState(key, { kind: 'refused', message: messageOf(error) });
    }
  }

  function start(files: readonly File[]): void {
    if (!source) return;
    for (const file of files) {
      const key = nextKey++;
      const ending = new AbortController();
      const state = { kind: 'sending', share: 0, cancel: () => ending.abort() } as const;
      setUploads((old) => [...old, { key, name: file.name, size: file.size, state }]);
      void send(source, key, file, ending);
    }
  }

  function refuse(name: string, message: string): void {
    const state = { kind: 'refused', message } as const;
    setUploads((old) => [...old, { key: nextKey++, name, size: 0, state }]);
  }

  return { uploads, start, refuse, dismiss };
}

let nextKey = 1;

/** Of another capture nothing that was chosen in this one holds. */
export const NOTHING_CHOSEN = {
  selected: undefined,
  tab: 'overview',
  netns: undefined,
  table: undefined,
  family: undefined,
  chain: undefined,
  rule: undefined,
  lookup: undefined,
  at: undefined,
  q: undefined,
  hide: [],
  evidence: undefined,
  compare: undefined,
  finding: undefined,
  about: undefined,
  side: undefined,
  only: undefined,
  changes: undefined,
  kinds: undefined,
} as const;

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
