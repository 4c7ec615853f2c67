import { compareText } from '../../evidence.ts';
import type { Ipset, IpsetMember } from '../../snapshot/iptables.ts';
import type { NftTable } from '../../snapshot/nftTable.ts';
import type { ListeningSocket } from '../../snapshot/socket.ts';
import { list, type RecordEntry } from '../recordEntry.ts';

/** Of a set's header: grows with the set, or is drawn anew each time that it is made. */
const NO_SETTING: ReadonlySet<string> = new Set(['hashsize', 'initval', 'bucketsize']);

export function ipsetEntry({ name, type, family, options, evidence }: Ipset): RecordEntry {
  return {
    kind: 'ipset',
    settledBy: 'ipsets',
    key: name,
    head: name,
    facts: {
      type,
      family: family && `family ${family === 4 ? 'inet' : 'inet6'}`,
      options: Object.entries(options)
        .flatMap(([key, value]) => (NO_SETTING.has(key) ? [] : [`${key} ${value}`.trimEnd()]))
        .join(' '),
    },
    evidence: [evidence],
  };
}

/** Without the time that is left and the counters. */
export function ipsetMemberEntry(ipset: Ipset, member: IpsetMember): RecordEntry {
  const { elements, nomatch, comment, options = {}, evidence } = member;
  const head = elements.join(',');
  return {
    kind: 'ipsetMember',
    settledBy: 'ipsets',
    place: ipset.name,
    key: head,
    head,
    facts: {
      nomatch: nomatch ? 'nomatch' : '',
      options: Object.entries(options)
        .map(([key, value]) => `${key} ${value}`.trimEnd())
        .join(' '),
      comment: comment === undefined ? '' : `comment "${comment}"`,
    },
    evidence: [evidence],
  };
}

/** A table of nf_tables, its base chains among what it says: `hook input priority 0 policy drop`. */
export function nftTableEntry(table: NftTable): RecordEntry {
  const { family, name, managedBy, isDormant, hooks, rules, evidence } = table;
  return {
    kind: 'nftTable',
    settledBy: 'nftTables',
    key: `${family} ${name}`,
    head: `table ${family} ${name}`,
    facts: {
      managedBy: managedBy === 'iptables' ? 'of iptables-nft' : '',
      dormant: isDormant ? 'flags dormant' : '',
      rules: rules === undefined ? undefined : `${rules} rules`,
      ...Object.fromEntries(
        (hooks ?? []).map(({ chain, type, hook, priority, policy }) => [
          `chain ${chain}`,
          `chain ${chain} { type ${type} hook ${hook} priority ${priority}; policy ${policy}; }`,
        ]),
      ),
      // Apart: the JSON of nft 1.0.6 does not tell them.
      ...Object.fromEntries(
        (hooks ?? []).map(({ chain, devices }) => [
          `devices of ${chain}`,
          devices && `chain ${chain} devices = { ${devices.toSorted(compareText).join(', ')} }`,
        ]),
      ),
      chains:
        hooks &&
        list(
          'base chains',
          hooks.map(({ chain }) => chain),
        ),
    },
    evidence: [evidence],
  };
}

/** By the names of its processes: their ids change with each start. */
export function socketEntry(socket: ListeningSocket): RecordEntry {
  const { protocol, address, families, device, port, processes, evidence } = socket;
  const host = address.includes(':') ? `[${address}]` : address;
  const head = `${protocol} ${host}${device === undefined ? '' : `%${device}`}:${port}`;
  return {
    kind: 'socket',
    settledBy: 'sockets',
    key: head,
    head,
    facts: {
      families: families?.map((family) => `IPv${family}`).join(' '),
      processes: processes && list('of', [...new Set(processes.map((process) => process.name))]),
    },
    evidence: [evidence],
  };
}
