/** One line of `nft -a -nn monitor trace`. */
export type MonitorLine =
  | (MonitorPlace & { readonly kind: 'packet'; readonly packet: MonitorPacket })
  | (MonitorPlace & { readonly kind: 'rule'; readonly handle: number; readonly verdict: string })
  | (MonitorPlace & { readonly kind: 'policy'; readonly verdict: string })
  /** The socket's buffer was full: what follows is not all. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'other' };

interface MonitorPlace {
  /** Tells packets apart that are on their way at the same time, not for longer. */
  readonly id: string;
  readonly family: string;
  readonly table: string;
  readonly chain: string;
}

/** What a chain's first line tells of the packet that it got. */
export interface MonitorPacket {
  readonly iif?: string;
  readonly oif?: string;
  readonly source: string;
  readonly destination: string;
  /** `tcp`, `udp`, `icmp` (of both families); absent for all others. */
  readonly proto?: 'tcp' | 'udp' | 'icmp';
  readonly sport?: number;
  readonly dport?: number;
  /** The flags' byte. */
  readonly tcpFlags?: number;
  readonly icmpType?: number;
  readonly icmpId?: number;
}

/** The second: a rule that the monitor has never heard of. */
const LOST = /lost some netlink events|unknown rule handle/;

export function readMonitorLine(line: string): MonitorLine {
  // trace id 7f6fd9d7 ip nat PREROUTING rule counter packets 0 bytes 0 jump SVC # handle 7 (verdict jump SVC)
  const found = /^trace id (\S+) (\S+) (\S+) (\S+) (packet:|rule|policy|verdict) (.*)$/.exec(line);
  if (!found) return { kind: LOST.test(line) ? 'lost' : 'other' };
  const [, id = '', family = '', table = '', chain = '', what, rest = ''] = found;
  const place = { id, family, table, chain };
  switch (what) {
    case 'packet:':
      return { kind: 'packet', ...place, packet: readPacket(rest) };
    case 'rule': {
      const end = / # handle (\d+) \(verdict ([^()]+)\)\s*$/.exec(rest);
      if (!end) return { kind: 'lost' };
      return { kind: 'rule', ...place, handle: Number(end[1]), verdict: end[2] ?? '' };
    }
    case 'policy':
      // policy accept meta mark 0x00004000
      return { kind: 'policy', ...place, verdict: rest.split(' ')[0] ?? '' };
    default:
      return { kind: 'other' };
  }
}

/** iif "vb" ether saddr … ip saddr 10.9.0.1 ip daddr 10.9.0.2 … tcp sport 34710 tcp dport 22 tcp flags == 0x2 */
function readPacket(text: string): MonitorPacket {
  const word = (pattern: RegExp): string | undefined => pattern.exec(text)?.[1];
  const number = (pattern: RegExp): number | undefined => {
    const found = word(pattern);
    return found === undefined ? undefined : Number(found);
  };
  const iif = word(/(?:^| )iif "?([^" ]+)"?/);
  const oif = word(/(?:^| )oif "?([^" ]+)"?/);
  const proto = / (?:tcp sport|udp sport|icmp type|icmpv6 type)/.exec(text)?.[0];
  const sport = number(/ (?:tcp|udp) sport (\d+)/);
  const dport = number(/ (?:tcp|udp) dport (\d+)/);
  const tcpFlags = number(/ tcp flags (?:== )?(0x[0-9a-f]+)/);
  const icmpType = number(/ icmp(?:v6)? type (\d+)/);
  // icmp id 40000; ICMPv6's is in what nft takes for another message's field, with the sequence number.
  const parameter = number(/ icmpv6 parameter-problem (\d+)/);
  const icmpId = parameter === undefined ? number(/ icmp id (\d+)/) : parameter >>> 16;
  return {
    ...(iif !== undefined && { iif }),
    ...(oif !== undefined && { oif }),
    source: word(/ ip6? saddr (\S+)/) ?? '',
    destination: word(/ ip6? daddr (\S+)/) ?? '',
    ...(proto !== undefined && { proto: protoOf(proto) }),
    ...(sport !== undefined && { sport }),
    ...(dport !== undefined && { dport }),
    ...(tcpFlags !== undefined && { tcpFlags }),
    ...(icmpType !== undefined && { icmpType }),
    ...(icmpId !== undefined && { icmpId }),
  };
}

function protoOf(words: string): 'tcp' | 'udp' | 'icmp' {
  if (words.includes('tcp')) return 'tcp';
  return words.includes('udp') ? 'udp' : 'icmp';
}
