import type { LiveStatus } from './liveEvents.ts';

/** What has to work, so that what is shown is what is there. */
export type LivePart = 'ip monitor' | 'nft monitor' | 'capture';

export interface StatusBoard {
  readonly status: () => LiveStatus;
  readonly works: (part: LivePart) => void;
  readonly fails: (part: LivePart, reason: string) => void;
  /** It never worked here: what it would notice is not noticed, the rest is. */
  readonly misses: (part: LivePart, line: string) => void;
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
  const missing = new Map<LivePart, string>();
  const current = (): LiveStatus => {
    const since = now().toISOString();
    const [reason] = failures.values();
    const all = [...blind, ...missing.values()];
    return reason === undefined
      ? { live: true, since, blind: all }
      : { live: false, since, reason, blind: all };
  };
  let status = current();
  const tell = () => {
    const next = current();
    const isSame =
      next.live === status.live &&
      next.reason === status.reason &&
      next.blind.join() === status.blind.join();
    if (isSame) return;
    status = next.live === status.live ? { ...next, since: status.since } : next;
    onChange(status);
  };
  return {
    status: () => status,
    works: (part) => {
      failures.delete(part);
      missing.delete(part);
      tell();
    },
    misses: (part, line) => {
      missing.set(part, line);
      tell();
    },
    fails: (part, reason) => {
      failures.set(part, reason);
      tell();
    },
  };
}
