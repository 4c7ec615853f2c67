import type { LiveStatus } from './liveEvents.ts';

/** What has to work, so that what is shown is what is there. */
export type LivePart = 'ip monitor' | 'nft monitor' | 'capture';

export interface StatusBoard {
  readonly status: () => LiveStatus;
  readonly works: (part: LivePart) => void;
  readonly fails: (part: LivePart, reason: string) => void;
}

export interface StatusBoardOptions {
  readonly now: () => Date;
  readonly blind: readonly string[];
  /** Only when it says something new. */
  readonly onChange: (status: LiveStatus) => void;
}

/** Live while nothing fails. */
export function statusBoard({ now, blind, onChange }: StatusBoardOptions): StatusBoard {
  const failures = new Map<LivePart, string>();
  const current = (): LiveStatus => {
    const since = now().toISOString();
    const [reason] = failures.values();
    return reason === undefined
      ? { live: true, since, blind }
      : { live: false, since, reason, blind };
  };
  let status = current();
  const tell = () => {
    const next = current();
    if (next.live === status.live && next.reason === status.reason) return;
    status = next.live === status.live ? { ...next, since: status.since } : next;
    onChange(status);
  };
  return {
    status: () => status,
    works: (part) => {
      failures.delete(part);
      tell();
    },
    fails: (part, reason) => {
      failures.set(part, reason);
      tell();
    },
  };
}
