import type { ListeningSocket } from '@vethscope/model';
import { type Origin, type Parsed, SourceLines } from '../../source/sourceLines.ts';
import { wordsOf } from '../../source/wordReader.ts';
import { localEndOf } from './localEnd.ts';
import { processesOf } from './processes.ts';
import { socketRequestOf } from './request.ts';

/**
 * Reads the listening sockets that `ss` lists: TCP and its like in state LISTEN, UDP in state
 * UNCONN. Connections, and sockets without ports, are ignored on purpose.
 */
export function parseSockets(
  text: string,
  origin: Origin | undefined,
  argv: readonly string[],
): Parsed<ListeningSocket> {
  const source = new SourceLines(text, origin);
  const only = socketRequestOf(argv)?.protocol;
  const isOld = source.lines.some((line) => OLD_ANY.test(line));
  const sockets: ListeningSocket[] = [];
  for (const [i, line] of source.lines.entries()) {
    if (source.isSettled(i)) continue;
    if (HEADER.test(line) || NOTICE.test(line)) {
      source.ignored(i);
      continue;
    }
    const row = rowOf(line, only);
    if (row === undefined) continue;
    if (!listens(row)) {
      source.ignored(i);
      continue;
    }
    const end = localEndOf(row.local, isOld ? 'older ss' : 'ss');
    if (end === undefined) {
      if (/:[a-z][\w-]*$/i.test(row.local)) {
        source.unsupported(i, 'a port by its name; capture with `ss -n`', 'warning');
      }
      continue;
    }
    const processes = processesOf(row.rest);
    source.understood(i);
    sockets.push({
      protocol: row.protocol,
      ...end,
      ...(processes.length > 0 && { processes }),
      evidence: source.evidence(i),
    });
  }
  return source.finish(sockets, '`ss` output');
}

/** `Netid State  Recv-Q Send-Q Local Address:Port`; without `Netid` where one protocol was asked for. */
const HEADER = /^\s*(Netid\s+)?State\s+Recv-Q\s+Send-Q\s+Local Address:Port/;

/** What `-i`, `-m` and `-o` add below a socket; a message of the cgroup look-up that `-e` makes. */
const NOTICE = /^\t\s*\S|^Failed to find cgroup2 mount$/;

/** `:::22`, `*:*`, as the peer of an IPv4 address: the notation of older iproute2. */
const OLD_ANY = /\s:::(\*|\d+)(\s|$)|\s\d+\.\d+\.\d+\.\d+:\d+\s+\*:\*(\s|$)/;

interface Row {
  readonly protocol: string;
  readonly state: string;
  readonly local: string;
  /** What follows the peer's address. */
  readonly rest: string;
}

/** `tcp LISTEN 0 128 127.0.0.1:10248 0.0.0.0:* users:((…))` */
function rowOf(line: string, only: string | undefined): Row | undefined {
  const words = wordsOf(line);
  const hasState = STATES.has(words[0] ?? '');
  const protocol = hasState ? only : words[0];
  const [state = '', received = '', sent = '', local, peer, ...rest] = hasState
    ? words
    : words.slice(1);
  if (protocol === undefined || local === undefined || peer === undefined) return undefined;
  if (!STATES.has(state) || !/^\d+$/.test(received) || !/^\d+$/.test(sent)) return undefined;
  return { protocol, state, local, rest: rest.join(' ') };
}

function listens({ protocol, state }: Row): boolean {
  return STREAMS.has(protocol) ? state === 'LISTEN' : DATAGRAMS.has(protocol) && state === 'UNCONN';
}

const STREAMS: ReadonlySet<string> = new Set(['tcp', 'sctp', 'dccp', 'mptcp']);
const DATAGRAMS: ReadonlySet<string> = new Set(['udp', 'udplite']);

/** misc/ss.c, sstate_name. */
const STATES: ReadonlySet<string> = new Set([
  'UNKNOWN',
  'ESTAB',
  'SYN-SENT',
  'SYN-RECV',
  'FIN-WAIT-1',
  'FIN-WAIT-2',
  'TIME-WAIT',
  'UNCONN',
  'CLOSE-WAIT',
  'LAST-ACK',
  'LISTEN',
  'CLOSING',
  'NEW-SYN-RECV',
  'BOUND-INACTIVE',
]);
