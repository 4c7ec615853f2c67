import type { NetnsSnapshot } from '../../snapshot/snapshot.ts';
import type { RecordEntry } from '../recordEntry.ts';

/** What the kernel counts, where `sysctl -a` shows it among the settings. */
const COUNTS: ReadonlySet<string> = new Set(['net.netfilter.nf_conntrack_count']);

/**
 * Settings of the network. An interface brings its own along and takes them away: of one that the
 * other capture does not have they are no change of their own.
 */
export function sysctlEntries(netns: NetnsSnapshot, other: NetnsSnapshot): readonly RecordEntry[] {
  const foreign = new Set(
    netns.links.map(({ name }) => name).filter((name) => !hasLink(other, name)),
  );
  return netns.sysctls
    .filter(({ key }) => key.startsWith('net.') && !COUNTS.has(key))
    .filter(({ key }) => !foreign.has(interfaceOf(key) ?? ''))
    .map(({ key, value, evidence }) => ({
      kind: 'sysctl',
      settledBy: key.startsWith('net.bridge.') ? 'bridgeSysctls' : 'sysctls',
      key,
      head: `${key} =`,
      facts: { value },
      evidence: [evidence],
    }));
}

function hasLink({ links }: NetnsSnapshot, name: string): boolean {
  return links.some((link) => link.name === name);
}

/** `net.ipv4.conf.eth0/100.rp_filter` → `eth0.100`. */
function interfaceOf(key: string): string | undefined {
  return /^net\.ipv[46]\.(?:conf|neigh)\.([^.]+)\./.exec(key)?.[1]?.replaceAll('/', '.');
}
