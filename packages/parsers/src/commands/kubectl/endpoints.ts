import { type EndpointSlice, type Ip, parseIp } from '@vethscope/model';
import { cellOf, labelsOf, listOf, type ResourceRow } from './resourceRow.ts';

/** `kube-dns-x7k2m   IPv4   9153,53,53   10.85.0.4,10.85.0.5 + 3 more...   169m` */
export function endpointSliceOfRow(row: ResourceRow): EndpointSlice {
  const { namespace, name, evidence } = row;
  const addressType = cellOf(row, 'ADDRESSTYPE');
  const ports = shownOf(row, 'PORTS');
  const endpoints = shownOf(row, 'ENDPOINTS');
  const service = labelsOf(row, 'LABELS')?.['kubernetes.io/service-name'];
  return {
    namespace,
    name,
    ...(service !== undefined && { service }),
    ...(addressType !== undefined && { addressType }),
    ports: ports.items.map(portOf),
    endpoints: endpoints.items.flatMap((item) => {
      const ip = addressOf(row, item);
      return ip === undefined ? [] : { addresses: [ip] };
    }),
    truncated: ports.truncated || endpoints.truncated,
    evidence,
  };
}

/**
 * `kube-dns   10.85.0.4:53,10.85.0.5:53,10.85.0.4:53 + 3 more...   169m`: every ready address
 * with every port. An Endpoints object bears its service's name.
 */
export function endpointsOfRow(row: ResourceRow): EndpointSlice {
  const { namespace, name, evidence } = row;
  const { items, truncated } = shownOf(row, 'ENDPOINTS');
  const addresses = new Set<Ip>();
  const ports = new Set<number>();
  for (const item of items) {
    const { host, port } = splitHostPort(item);
    const ip = addressOf(row, host);
    if (ip !== undefined) addresses.add(ip);
    if (port !== undefined) ports.add(port);
  }
  return {
    namespace,
    name,
    service: name,
    ports: [...ports].map((port) => ({ port })),
    endpoints: [...addresses].map((ip) => ({ addresses: [ip], ready: true })),
    truncated,
    evidence,
  };
}

/** Three items at most, then ` + 3 more...` (kubectl's printers, listWithMoreString). */
function shownOf(
  row: ResourceRow,
  header: string,
): { readonly items: readonly string[]; readonly truncated: boolean } {
  const items = listOf(row, header) ?? [];
  const last = items.at(-1) ?? '';
  const more = last.search(/ \+ \d+ more\.\.\.$/);
  if (more < 0) return { items, truncated: false };
  return { items: [...items.slice(0, -1), last.slice(0, more)], truncated: true };
}

/** A number, `*` for every port, or the name of a port without number. */
function portOf(text: string): EndpointSlice['ports'][number] {
  if (/^\d{1,5}$/.test(text)) return { port: Number(text) };
  return text === '*' ? {} : { name: text };
}

function addressOf(row: ResourceRow, text: string): Ip | undefined {
  const ip = parseIp(text);
  if (ip === undefined) row.remark(`endpoint "${text}" is not an address`);
  return ip;
}

/** `10.85.0.4:53`, `[fd00::4]:53`, `10.85.0.4`. */
function splitHostPort(text: string): { readonly host: string; readonly port?: number } {
  const [, bracketed, plain, port] = /^(?:\[([^\]]*)\]|([^:]*)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  return host === undefined ? { host: text } : { host, port: Number(port) };
}
