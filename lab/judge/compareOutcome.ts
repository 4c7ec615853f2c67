import type { Branch, Disposition, Reply } from '@vethscope/trace';
import type { KernelAnswer, PlaceKey, Sight } from './probe.ts';

/** What sender and server have seen, held against one branch of a trace. */
export function outcomeDifferences(
  branch: Branch,
  answer: KernelAnswer,
  isCaptured: (place: PlaceKey) => boolean,
): readonly string[] {
  const { disposition, because, reply } = branch;
  const expected = expectedSights(branch);
  const told = `the trace: ${disposition}, ${because}${reply ? `; reply: ${reply.disposition}, ${reply.because}` : ''}`;
  const wrong: string[] = [];
  if (expected && !expected.includes(sightName(answer.sight))) {
    wrong.push(`the sender saw: ${sightName(answer.sight)}; ${told}`);
  }
  const [sighting, ...others] = answer.sightings;
  if (others.length > 0) wrong.push('more than one server saw the probe');
  if (!sighting) {
    const shouldSee = listening(branch) === 'yes' && reply?.packet.protocol === 'udp';
    if (shouldSee) wrong.push(`no server saw the probe; ${told}`);
    return wrong;
  }
  const isOutside = !isCaptured(sighting.place);
  if (isOutside && disposition === 'leavesCapture') return wrong;
  if (listening(branch) !== 'yes' || isOutside) {
    return [...wrong, `a server at ${sighting.place} saw the probe; ${told}`];
  }
  if (reply && reply.packet.destination !== sighting.from.address) {
    wrong.push(`the server saw ${sighting.from.address}; the trace: ${reply.packet.destination}`);
  }
  // A port that a kernel chose is not told beforehand.
  const port = reply?.packet.destinationPort ?? sighting.from.port;
  if (port !== sighting.from.port) {
    wrong.push(`the server saw port ${sighting.from.port}; the trace: ${port}`);
  }
  return wrong;
}

function listening({ disposition, hops }: Branch): 'yes' | 'no' | 'unknown' {
  const last = hops.at(-1)?.steps.at(-1);
  return disposition === 'delivered' && last?.kind === 'socket' ? last.listening : 'no';
}

/** What the sender may see: an error may get lost on its way. `undefined`: anything. */
function expectedSights(branch: Branch): readonly string[] | undefined {
  const { disposition, reply } = branch;
  if (disposition !== 'delivered') return LOST[disposition];
  switch (listening(branch)) {
    case 'yes':
      return reply ? replySights(reply, 'answered') : undefined;
    case 'no':
      // ICMP "port unreachable" is not traced: it may get lost, or be answered by another error.
      return reply ? replySights(reply, 'refused') : ['refused', 'silent'];
    case 'unknown':
      return undefined;
  }
}

function replySights(
  { disposition }: Reply,
  arrived: 'answered' | 'refused',
): readonly string[] | undefined {
  if (disposition === 'delivered') return [arrived];
  return disposition === 'leavesCapture' ? undefined : ['silent'];
}

const LOST: Readonly<Record<Exclude<Disposition, 'delivered'>, readonly string[] | undefined>> = {
  dropped: ['silent', 'EPERM', 'EMSGSIZE'],
  rejected: ['refused', 'silent', 'EHOSTUNREACH', 'ENETUNREACH', 'EACCES', 'EPERM', 'ENOPROTOOPT'],
  noRoute: ['ENETUNREACH', 'EHOSTUNREACH', 'silent'],
  blackholed: ['EINVAL', 'silent'],
  prohibited: ['EACCES', 'EHOSTUNREACH', 'silent'],
  unresolved: ['silent', 'EHOSTUNREACH'],
  leavesCapture: undefined,
  looped: ['silent', 'EHOSTUNREACH', 'ETTL'],
  undecided: undefined,
};

function sightName(sight: Sight): string {
  return sight.kind === 'error' ? sight.code : sight.kind;
}
