import type { Id, Ip } from '@vethscope/model';
import { parseIp } from '@vethscope/model';

/** A way that lies over the picture: from which namespace, to which address. */
export interface WayAsked {
  readonly netns: string;
  readonly address: Ip;
}

/** The URL's `at`: `netns/node1/host 10.85.0.4`. The name of a namespace can have spaces. */
export function formatWayAt({ netns, address }: WayAsked): string {
  return `${netns} ${address}`;
}

export function parseWayAt(text: string): WayAsked | undefined {
  const at = text.lastIndexOf(' ');
  const address = at < 0 ? undefined : parseIp(text.slice(at + 1));
  return address === undefined ? undefined : { netns: text.slice(0, at), address };
}

/** The id that an element of the capture has, of a text that comes from the URL. */
export function idOfNetns(
  element: { readonly kind: string; readonly id: Id } | undefined,
): Id | undefined {
  return element?.kind === 'netns' ? element.id : undefined;
}
