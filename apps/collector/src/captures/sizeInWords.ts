export const MIB = 1024 * 1024;

/** `1.4 MiB`, `312 KiB`, `17 bytes`. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1024) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  if (bytes < MIB) return `${Math.round(bytes / 1024)} KiB`;
  const size = (bytes / MIB).toFixed(1);
  return `${size.endsWith('.0') ? size.slice(0, -2) : size} MiB`;
}
