import type { Interface, Namespace } from '../network/network.ts';
import type { RouteAnswer } from '../routing/fib.ts';
import type { Next } from '../walk/next.ts';
import { end } from '../walk/next.ts';

/** A routing decision by which a packet goes on. */
export type Way = Extract<
  RouteAnswer,
  { readonly result: 'unicast' | 'broadcast' | 'multicast' | 'local' }
>;

type NoWay = Exclude<RouteAnswer, Way>;

export function isWay(answer: RouteAnswer): answer is Way {
  switch (answer.result) {
    case 'unicast':
    case 'broadcast':
    case 'multicast':
    case 'local':
      return true;
    default:
      return false;
  }
}

/** The device that it is sent by: loopback for what stays here. */
export function outDevice(netns: Namespace, way: Way): Interface | undefined {
  return way.result === 'local' ? loopbackOf(netns) : way.device;
}

export function loopbackOf(netns: Namespace): Interface | undefined {
  return netns.interfaces.get('lo');
}

/** A look-up that leads nowhere ends the packet's way. */
export function endWithoutWay(netns: Namespace, answer: NoWay): Next {
  const { destination, prefix, table } = answer.step;
  const route = `${prefix ?? destination}${table === undefined ? '' : ` in table ${table}`}`;
  const { because } = answer;
  switch (answer.result) {
    case 'noRoute':
      return end('noRoute', because ?? `${netns.id} has no route to ${destination}`);
    case 'unreachable':
      return end(
        'noRoute',
        because ?? `the route ${route} says that ${destination} is unreachable`,
      );
    case 'blackhole':
      return end('blackholed', because ?? `the route ${route} is a blackhole`);
    case 'prohibit':
      return end('prohibited', because ?? `the route ${route} prohibits it`);
    case 'unknown':
      return end('undecided', answer.because);
  }
}

/** `eth7` of a route that no captured interface has as its name. */
export function endWithoutDevice(way: Way): Next {
  const device = way.step.device;
  return end(
    'undecided',
    device === undefined
      ? `the route to ${way.step.destination} names no device`
      : `the capture has no interface ${device}, which the route to ${way.step.destination} leads to`,
  );
}
