import type { TraceRequest } from '../answerTrace.ts';
import type { Subject } from './subject.ts';
import { subjectName } from './subject.ts';

type Port =
  /** Absent: the protocol has none. */
  | { readonly kind: 'port'; readonly dport?: number }
  | { readonly kind: 'problem'; readonly message: string };

/** As asked for, else the only port that the service has for the protocol. */
export function destinationPort({ proto, dport, sport }: TraceRequest, to: Subject): Port {
  if (proto === 'icmp') {
    return dport === undefined && sport === undefined
      ? { kind: 'port' }
      : { kind: 'problem', message: 'ICMP has no ports' };
  }
  if (dport !== undefined) return { kind: 'port', dport };
  if (to.kind !== 'service') return { kind: 'problem', message: `a ${proto} port is needed` };
  const ports = to.service.ports.filter(({ protocol }) => protocol === proto);
  const [only, ...others] = new Set(ports.map(({ port }) => port));
  if (only === undefined) {
    const all = to.service.ports.map(({ port, protocol }) => `${protocol} ${port}`);
    const has = all.length === 0 ? 'none that is known' : all.join(', ');
    return { kind: 'problem', message: `${subjectName(to)} has no ${proto} port (it has ${has})` };
  }
  if (others.length === 0) return { kind: 'port', dport: only };
  const which = [only, ...others].join(', ');
  return {
    kind: 'problem',
    message: `${subjectName(to)} has several ${proto} ports, say which: ${which}`,
  };
}
