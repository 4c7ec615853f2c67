import type { Counters } from '@vethscope/model';

/** `12 packets, 3.4 kB`; a listing that rounded is said to be about right. */
export function counterText({ packets, bytes, rounded }: Counters): string {
  const about = rounded ? 'about ' : '';
  return `${about}${number(packets)} ${packets === 1 ? 'packet' : 'packets'}, ${size(bytes)}`;
}

export function number(value: number): string {
  return value.toLocaleString('en-US');
}

function size(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : value.toPrecision(3)} ${units[unit]}`;
}
