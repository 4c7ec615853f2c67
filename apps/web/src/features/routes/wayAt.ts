import type { Id } from '@vethscope/model';
import { formatRouteQuestion, parseRouteQuestion, type RouteQuestion } from './routeQuestion.ts';

/** A way that lies over the picture: from which namespace, and what is asked there. */
export interface WayAsked extends RouteQuestion {
  readonly netns: string;
}

/** The URL's `at`: `netns/node1/host 10.85.0.4 from 10.0.0.1`. */
export function formatWayAt({ netns, ...question }: WayAsked): string {
  return `${netns} ${formatRouteQuestion(question)}`;
}

/** The name of a namespace can have spaces: the question is the longest end that is one. */
export function parseWayAt(text: string): WayAsked | undefined {
  for (let at = text.indexOf(' '); at >= 0; at = text.indexOf(' ', at + 1)) {
    const question = parseRouteQuestion(text.slice(at));
    if (question) return { netns: text.slice(0, at), ...question };
  }
  return undefined;
}

/** The id that an element of the capture has, of a text that comes from the URL. */
export function idOfNetns(
  element: { readonly kind: string; readonly id: Id } | undefined,
): Id | undefined {
  return element?.kind === 'netns' ? element.id : undefined;
}
