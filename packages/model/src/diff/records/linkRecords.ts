import type { InterfaceAddress, Link, NetnsName } from '../../snapshot/link.ts';
import { list, plainFacts, type RecordEntry, word } from '../recordEntry.ts';

/** A link without its addresses and its statistics. */
export function linkEntry(link: Link): RecordEntry {
  const { name, ifindex, flags, peer, details, port, xdp } = link;
  const said = (prefix: string, record: object | undefined) =>
    Object.fromEntries(
      Object.entries(plainFacts(record ?? {})).map(([key, text]) => [`${prefix} ${key}`, text]),
    );
  return {
    kind: 'link',
    settledBy: 'links',
    key: name,
    head: name,
    facts: {
      ifindex: `index ${ifindex}`,
      peerIndex: word('peer index', peer?.ifindex),
      peerName: word('peer', peer?.name),
      peerNetns: word('link-netns', peer?.netns),
      flags: `<${flags.join(',')}>`,
      mtu: word('mtu', link.mtu),
      qdisc: word('qdisc', link.qdisc),
      // Printed wherever there is one.
      master: word('master', link.master) ?? '',
      alias: word('alias', link.alias) ?? '',
      altnames: list('altname', link.altnames),
      state: word('state', link.operstate),
      group: word('group', link.group),
      qlen: word('qlen', link.txqlen),
      mac: word(`link/${link.linkType ?? ''}`, link.mac ?? link.address),
      broadcast: word('brd', link.broadcast),
      permanentAddress: word('permaddr', link.permanentAddress),
      promiscuity: word('promiscuity', link.promiscuity),
      parentDevice: word('parentdev', link.parentDevice),
      xdp: xdp ? `xdp ${Object.values(plainFacts(xdp)).join(' ')}` : '',
      virtualFunctions: link.virtualFunctions
        ?.map((vf) => `vf ${Object.values(plainFacts(vf)).join(' ')}`)
        .join(', '),
      ...said('details', details),
      ...said('port', port),
    },
    evidence: [link.evidence, ...(link.moreEvidence ?? [])],
  };
}

/** Without lifetimes, which run out by themselves. */
export function addressEntry(link: Link, address: InterfaceAddress): RecordEntry {
  const { family, prefix, peer, broadcast, scope, flags, label, metric, protocol } = address;
  return {
    kind: 'address',
    settledBy: 'addresses',
    place: link.name,
    key: `${prefix} ${peer ?? ''}`,
    head: `${family === 4 ? 'inet' : 'inet6'} ${prefix}${peer === undefined ? '' : ` peer ${peer}`}`,
    facts: {
      broadcast: word('brd', broadcast),
      scope: word('scope', scope),
      flags: flags.join(' '),
      label,
      metric: word('metric', metric),
      protocol: word('proto', protocol),
    },
    evidence: [address.evidence],
  };
}

/** Without the id, which is only the observer's. */
export function netnsNameEntry({ name, evidence }: NetnsName): RecordEntry {
  const about = { kind: 'netnsName', settledBy: 'netnsNames' } as const;
  return { ...about, key: name, head: name, facts: {}, evidence: [evidence] };
}
