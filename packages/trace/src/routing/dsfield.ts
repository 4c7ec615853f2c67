/**
 * The byte of `tos 0x10`, `tos CS1`: names are those of iproute2's etc/iproute2/rt_dsfield. Absent:
 * a name that it does not come with.
 */
export function dsfieldOf(printed: string): number | undefined {
  const named = NAMES.get(printed);
  if (named !== undefined) return named;
  return /^(0x[\da-f]{1,2}|\d{1,3})$/i.test(printed) ? Number(printed) : undefined;
}

const NAMES: ReadonlyMap<string, number> = new Map([
  ['default', 0x00],
  ['CS0', 0x00],
  ['CS1', 0x20],
  ['CS2', 0x40],
  ['CS3', 0x60],
  ['CS4', 0x80],
  ['CS5', 0xa0],
  ['CS6', 0xc0],
  ['CS7', 0xe0],
  ['AF11', 0x28],
  ['AF12', 0x30],
  ['AF13', 0x38],
  ['AF21', 0x48],
  ['AF22', 0x50],
  ['AF23', 0x58],
  ['AF31', 0x68],
  ['AF32', 0x70],
  ['AF33', 0x78],
  ['AF41', 0x88],
  ['AF42', 0x90],
  ['AF43', 0x98],
  ['EF', 0xb8],
  ['VOICE-ADMIT', 0xb0],
]);
