import type { TraceRequest } from '@vethscope/trace';
import type { ViewState } from '../../view/viewState.ts';

/** The view's fields that ask. */
export type TraceFields = {
  readonly [K in 'from' | 'to' | 'proto' | 'dport']?: ViewState[K] | undefined;
};

export const PROTOCOLS = ['tcp', 'udp', 'icmp'] as const satisfies readonly TraceRequest['proto'][];

type Question =
  /** An end is missing: nothing is asked yet. */
  | { readonly kind: 'open' }
  | { readonly kind: 'asked'; readonly request: TraceRequest }
  | { readonly kind: 'problem'; readonly message: string };

/** The question that the view's fields ask. A port is none that ICMP has. */
export function traceQuestion(view: TraceFields): Question {
  const from = view.from?.trim() ?? '';
  const to = view.to?.trim() ?? '';
  if (from === '' || to === '') return { kind: 'open' };
  const proto = protocolOf(view);
  if (proto === 'icmp') return { kind: 'asked', request: { from, to, proto } };
  const dport = parsePort(view.dport);
  if (dport === 'wrong') {
    return { kind: 'problem', message: 'A port is a number from 1 to 65535.' };
  }
  return {
    kind: 'asked',
    request: { from, to, proto, ...(dport !== undefined && { dport }) },
  };
}

export function protocolOf(view: Pick<TraceFields, 'proto'>): TraceRequest['proto'] {
  return PROTOCOLS.find((known) => known === view.proto) ?? 'tcp';
}

export function parsePort(text: string | undefined): number | 'wrong' | undefined {
  const typed = text?.trim() ?? '';
  if (typed === '') return undefined;
  const port = /^\d{1,5}$/.test(typed) ? Number(typed) : 0;
  return port >= 1 && port <= 65_535 ? port : 'wrong';
}
