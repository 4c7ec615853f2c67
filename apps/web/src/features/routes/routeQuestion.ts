import type { Ip, LookupFlow } from '@vethscope/model';
import { parseIp } from '@vethscope/model';

/** What is asked of the routes of a namespace. */
export interface RouteQuestion {
  readonly address: Ip;
  readonly flow: LookupFlow;
}

/**
 * Reads what `ip route get` reads: `10.96.0.10`, `10.96.0.10 from 10.85.0.4 iif cni0 mark 0x40`;
 * ip-route(8). Nothing where it is anything else.
 */
export function parseRouteQuestion(text: string): RouteQuestion | undefined {
  const [first = '', ...words] = text.trim().split(/\s+/);
  const address = parseIp(first);
  if (address === undefined || words.length % 2 !== 0) return undefined;
  let flow: LookupFlow = {};
  for (let i = 0; i < words.length; i += 2) {
    const more = flowField(words[i] ?? '', words[i + 1] ?? '');
    if (!more) return undefined;
    flow = { ...flow, ...more };
  }
  return { address, flow };
}

/** The inverse of `parseRouteQuestion`: one way to write each question. */
export function formatRouteQuestion({ address, flow }: RouteQuestion): string {
  const { source, incoming, mark } = flow;
  return [
    address,
    ...(source === undefined ? [] : ['from', source]),
    ...(incoming === undefined ? [] : ['iif', incoming]),
    ...(mark === undefined ? [] : ['mark', `0x${mark.toString(16)}`]),
  ].join(' ');
}

function flowField(word: string, value: string): LookupFlow | undefined {
  switch (word) {
    case 'from': {
      const source = parseIp(value);
      return source === undefined ? undefined : { source };
    }
    case 'iif':
      return { incoming: value };
    case 'mark':
      return /^(0x[0-9a-f]{1,8}|\d{1,10})$/i.test(value) && Number(value) <= 0xffffffff
        ? { mark: Number(value) }
        : undefined;
    default:
      return undefined;
  }
}
