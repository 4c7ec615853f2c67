/** `10.96.0.10:53`, `[fd00::1]:53`; a node port is on every address. */
export function addressText(address: string | undefined, port: number | undefined): string {
  const host = address?.includes(':') ? `[${address}]` : (address ?? '');
  return port === undefined ? host : host === '' ? String(port) : `${host}:${port}`;
}
