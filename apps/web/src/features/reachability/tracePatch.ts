import type { ViewPatch, ViewState } from '../../view/viewState.ts';
import { protocolOf } from '../trace/traceQuestion.ts';
import type { Sender, Target } from './matrixAxes.ts';

/** What shows the trace of a pair. */
export function tracePatch({ from }: Sender, { request }: Target): ViewPatch {
  const { to, proto, dport } = request;
  return {
    tab: 'trace',
    from,
    to,
    proto: proto === 'tcp' ? undefined : proto,
    dport: dport === undefined ? undefined : `${dport}`,
  };
}

/** Whether the shown trace is that of a pair. */
export function isAskedBy(view: ViewState, { from }: Sender, { request }: Target): boolean {
  const { to, proto, dport } = request;
  return (
    view.tab === 'trace' &&
    view.from === from &&
    view.to === to &&
    protocolOf(view) === proto &&
    (dport === undefined || view.dport === `${dport}`)
  );
}
