/**
 * Numbers as the commands print them: `1500`, `0x4000/0x4000`, `[12:3456]`, `0.50000000000`, `30sec`,
 * `73m`, `2d3h`, `97.9MB`, `30000-32767`, `v1.30.1`, `if5`. What is numbered tells of sizes, times
 * and versions, never of names.
 */
export function isNumber(text: string): boolean {
  return NUMBERS.some((pattern) => pattern.test(text));
}

const NUMBERS: readonly RegExp[] = [
  /^[+-]?\d+(\.\d+){0,2}$/,
  /^\d{1,10}[:-]\d{1,10}$/,
  /^\d{4}-\d\d-\d\d$/,
  /^0x[0-9a-f]{1,16}$/i,
  /^\d+(\.\d+)?(b|B|k|K|M|G|T|kB|KB|MB|GB|TB|Ki|Mi|Gi|kbit|Kbit|Mbit|Gbit|mb|gb|bit|bps|pps|ns|us|ms|s|sec|secs|msec|min|hour|day|m|h|d|y|w|p|Byte|packets)$/,
  /^(\d+(y|d|h|m|s|ms|us|min|w))+$/,
  /^v\d+(\.\d+){0,2}(-(alpha|beta|rc|eksbuild|k3s|rke2r|gke)[.-]?\d*(\.\d+)*)?(\+(k3s|rke2r)\d+)?$/,
  /^\d+\.\d+(\.\d+)?-\d+$/,
  /^if\d{1,10}$/,
  // ip -s neigh: 3probes; ip rule: ipproto-253
  /^\d+probes$/,
  /^ipproto-\d{1,3}$/,
  /^\d{4}-\d\d-\d\dT[\d.:]+(Z|[+-]\d\d:?\d\d)?$/,
  /^\d+(st|nd|rd|th)$/,
  // ls -l: -r--r--r--
  /^[-dlbcps][-rwxsStT]{9}[.+@]?$/,
];
