/** How long ago something was, for people, the same on every machine. Times are milliseconds of Unix time. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `5 min`; whole units, rounded down, as people count age. */
export function formatAge(milliseconds: number): string {
  if (milliseconds < MINUTE) return 'less than a minute';
  if (milliseconds < HOUR) return `${Math.floor(milliseconds / MINUTE)} min`;
  if (milliseconds < 2 * DAY) return `${Math.floor(milliseconds / HOUR)} h`;
  return `${Math.floor(milliseconds / DAY)} days`;
}

/** `5 min ago`; a clock that is ahead of this one is told as that, not as an age. */
export function formatAgo(then: number, now: number): string {
  return then - now > MINUTE ? `${formatAge(then - now)} in the future` : ago(now - then);
}

/** `5 min ago`, or `5 min to 2 h ago` for what was done between two times. */
export function formatAgoSpan(oldest: number, newest: number, now: number): string {
  const [from, to] = [formatAge(now - newest), formatAge(now - oldest)];
  return from === to || newest - now > MINUTE ? formatAgo(newest, now) : `${from} to ${to} ago`;
}

function ago(milliseconds: number): string {
  return `${formatAge(milliseconds)} ago`;
}

/** `2026-11-24 18:18:04 UTC`. */
export function formatUtc(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
