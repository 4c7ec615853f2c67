import { type InterfaceAddress, type Link, parseMac, type VirtualFunction } from '@vethscope/model';
import type { SourceLines } from '../../source/sourceLines.ts';
import { wordsOf } from '../../source/wordReader.ts';
import { type Attributes, attributesOfWords, integerOf, known } from './attributes.ts';
import { readDetails, readPort } from './details.ts';
import { flagsOf, peerNames, peerOf } from './peer.ts';
import { type CounterHeading, type CounterRows, statisticsOf } from './statistics.ts';
import { xdpMode, xdpProgram } from './xdp.ts';

/** What `ip` was asked for, as far as it changes how its text is to be read. */
export interface TextOptions {
  /** `-d`. */
  readonly details: boolean;
  /** `inet6` for `-6`. */
  readonly family?: string;
}

/** A link whose lines are still coming in. */
export interface OpenLink {
  readonly from: number;
  to: number;
  readonly ifindex: number;
  readonly name: string;
  readonly behindAt?: string;
  readonly flags: readonly string[];
  /** `mtu 1500 qdisc noqueue …`; absent with `ip -o addr`, which prints addresses only. */
  readonly header?: Attributes;
  /** The words of the line `link/…`. */
  linkLine?: readonly string[];
  kind?: DetailLine;
  slave?: DetailLine;
  alias?: string;
  xdp?: Attributes;
  readonly altnames: string[];
  readonly addresses: InterfaceAddress[];
  readonly virtualFunctions: VirtualFunction[];
  counters: CounterRows;
  /** The next line holds these numbers. Those of a virtual function are not kept. */
  heading?: CounterHeading | 'virtual function';
  /** Where `-h` printed rounded numbers. */
  rounded?: number;
}

/** `vxlan id 4096 …` or `bridge_slave state …`, without the kind and what `-d` says of any link. */
interface DetailLine {
  readonly line: number;
  readonly name: string;
  readonly words: readonly string[];
}

/** `2: eth0@if5: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default` */
export function openLink(text: string, line: number): OpenLink | undefined {
  const [, index, full = '', flags = '', rest = ''] =
    /^\s*(\d{1,10}):\s+([^\s:]+):\s+<([^<>]*)>(?:\s+(.*))?$/.exec(text) ?? [];
  if (index === undefined) return undefined;
  const at = full.lastIndexOf('@');
  return {
    ...emptyLink(Number(index), at > 0 ? full.slice(0, at) : full, line),
    ...(at > 0 && { behindAt: full.slice(at + 1) }),
    flags: flags.split(','),
    header: attributesOfWords(wordsOf(rest)),
  };
}

/** `2: eth0    inet 10.85.0.4/16 …`: with `ip -o addr`, a line is an address. */
export function splitAddressOnly(
  text: string,
): { readonly ifindex: number; readonly name: string; readonly address: string } | undefined {
  const [, index, name = '', address = ''] =
    /^\s*(\d{1,10}):\s+([^\s:]+)\s+(inet6?\s.*)$/.exec(text) ?? [];
  return index === undefined ? undefined : { ifindex: Number(index), name, address };
}

export function emptyLink(ifindex: number, name: string, line: number): OpenLink {
  return {
    from: line,
    to: line,
    ifindex,
    name,
    flags: [],
    altnames: [],
    addresses: [],
    virtualFunctions: [],
    counters: { rx: {}, tx: {} },
  };
}

/** `-d` prints the promiscuity of every link, since iproute2 3.10. */
export function hasDetails({ linkLine }: OpenLink, options: TextOptions): boolean {
  return linkLine !== undefined && (options.details || linkLine.includes('promiscuity'));
}

export function closeLink(source: SourceLines, open: OpenLink, options: TextOptions): Link {
  const header = open.header ?? attributesOfWords([]);
  const link = attributesOfWords(open.linkLine ?? []);
  const mode = xdpMode(header);
  const netns = link.value('link-netns') ?? header.value('link-netns');
  const nsid = integerOf(link.value('link-netnsid') ?? header.value('link-netnsid'));
  const names = peerNames(header.value('group'), options.family);
  return known({
    ifindex: open.ifindex,
    name: open.name,
    flags: flagsOf(open.flags, names),
    mtu: integerOf(header.value('mtu')),
    qdisc: header.value('qdisc'),
    operstate: header.value('state'),
    master: header.value('master'),
    group: header.value('group'),
    txqlen: integerOf(header.value('qlen')),
    ...linkAddresses(open.linkLine ?? []),
    altnames: open.altnames,
    alias: open.alias,
    promiscuity: integerOf(link.value('promiscuity')),
    peer: peerOf(open.behindAt, { netns, nsid }, names),
    details: detailsOf(open, options),
    port: open.slave && readPort(...detailArguments(open.slave)),
    statistics: statisticsOf(open.counters),
    ...parentOf(open),
    xdp: mode && { mode, ...(open.xdp && xdpProgram(open.xdp)) },
    virtualFunctions: open.virtualFunctions.length > 0 ? open.virtualFunctions : undefined,
    addresses: open.addresses,
    evidence: source.evidence(open.from, open.to),
  });
}

/** `link/ether 6e:ce:a9:a6:c0:4c brd ff:ff:ff:ff:ff:ff`, `link/ipip 10.0.0.1 peer 10.0.0.2` */
function linkAddresses([type, address = '', ...words]: readonly string[]) {
  const { value } = attributesOfWords(words);
  const mac = parseMac(address);
  const isAddress = /^[0-9a-f]{1,4}[:.][0-9a-f:.]*$/i.test(address);
  return {
    linkType: type?.slice('link/'.length),
    mac,
    address: isAddress && mac === undefined ? address : undefined,
    broadcast: value('brd', 'peer'),
    permanentAddress: parseMac(value('permaddr') ?? ''),
  };
}

function detailsOf(open: OpenLink, options: TextOptions): Link['details'] {
  if (open.kind) return readDetails(...detailArguments(open.kind));
  if (open.linkLine?.[0] === 'link/loopback') return { kind: 'loopback' };
  return hasDetails(open, options) ? { kind: 'device' } : undefined;
}

function detailArguments({ name, words }: DetailLine) {
  const end = words.findIndex((word) => word === 'addrgenmode' || word === 'numtxqueues');
  const own = end < 0 ? words : words.slice(0, end);
  return [name, attributesOfWords(own), own.join(' ')] as const;
}

/** `parentbus pci parentdev 0000:03:00.0` ends whichever line `-d` printed last. */
function parentOf({ linkLine, kind, slave }: OpenLink) {
  const { value } = attributesOfWords(slave?.words ?? kind?.words ?? linkLine ?? []);
  return { parentBus: value('parentbus'), parentDevice: value('parentdev') };
}
