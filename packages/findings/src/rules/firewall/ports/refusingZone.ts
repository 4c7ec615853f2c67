import type { Evidence, FirewalldZone } from '@vethscope/model';
import type { FindingContext, NodeContext } from '../../../context.ts';

/**
 * The zone of firewalld that an interface is in, where it surely lets nobody in on a port. Absent
 * where it does, and where anything is set that could: sources, rich rules, services that are not known.
 */
export function refusingZone(
  node: NodeContext,
  context: FindingContext,
  asked: { readonly device: string; readonly proto: string; readonly port: number },
): FirewalldZone | undefined {
  const zones = node.facts.firewalldZones;
  const zone = zones.find(({ interfaces }) => interfaces.includes(asked.device));
  // Packets from a source of a zone are that zone's, by whichever interface they come.
  if (!zone || zones.some(({ sources }) => sources.length > 0)) return undefined;
  if (!isInNftables(node) || isPermanent(node, context, zone.evidence)) return undefined;
  if (zone.target === undefined || zone.target === 'ACCEPT') return undefined;
  const mayLetIn =
    zone.ports.some((entry) => opens(entry, asked)) ||
    zone.services.some((service) => !OTHER_SERVICES.has(service)) ||
    zone.richRules.length > 0 ||
    MORE_WAYS_IN.some((setting) => (zone.settings[setting] ?? '') !== '');
  return mayLetIn ? undefined : zone;
}

const MORE_WAYS_IN = ['protocols', 'source-ports', 'forward-ports'];

/** What firewalld comes with, as nodes have it, and which opens none of the ports of a CNI plugin. */
const OTHER_SERVICES: ReadonlySet<string> = new Set([
  ...['cockpit', 'dhcp', 'dhcpv6', 'dhcpv6-client', 'dns', 'http', 'https', 'ipp-client', 'mdns'],
  ...[
    'etcd-client',
    'etcd-server',
    'kube-apiserver',
    'kubelet',
    'nfs',
    'ntp',
    'samba-client',
    'ssh',
  ],
]);

/** `4789/udp`, `51820-51821/udp`. */
function opens(entry: string, { proto, port }: { proto: string; port: number }): boolean {
  const [ports = '', of] = entry.split('/');
  const [from = '', to = from] = ports.split('-');
  return of === proto && port >= Number(from) && port <= Number(to);
}

/**
 * firewalld's rules are in a table of their own with its nftables back end: there an ACCEPT of
 * iptables does not spare a packet. With the other one they are in iptables, where a trace meets them.
 */
function isInNftables({ host }: NodeContext): boolean {
  if (host.knows('nftTables')) return host.facts.nftTables.some(({ name }) => name === 'firewalld');
  const filter = host.facts.iptables.find(
    ({ table, family }) => table === 'filter' && family === 4,
  );
  return filter?.partial === false && !filter.chains.some(({ name }) => name === 'INPUT_ZONES');
}

/** `--permanent` prints what is to be, not what is in force. */
function isPermanent(
  { name }: NodeContext,
  { snapshot }: FindingContext,
  { file, line }: Evidence,
): boolean {
  return snapshot.inputs.some(
    ({ node, command, evidence }) =>
      node === name &&
      command.includes('--permanent') &&
      evidence.file === file &&
      evidence.line <= line &&
      evidence.endLine >= line,
  );
}
