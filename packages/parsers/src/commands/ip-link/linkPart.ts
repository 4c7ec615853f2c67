import type { SourceLines } from '../../source/sourceLines.ts';
import { readAddress, readLifetimes } from './address.ts';
import { attributesOfWords } from './attributes.ts';
import { hasDetails, type OpenLink, type TextOptions } from './openLink.ts';
import { isRoundedRow, readCounterHeading, readCounterRow } from './statistics.ts';
import { readVirtualFunction } from './virtualFunction.ts';

/** A line below a link's first, or with `-o` a part of it. */
export interface LinkPart {
  readonly text: string;
  readonly words: readonly string[];
  readonly line: number;
  readonly source: SourceLines;
  readonly options: TextOptions;
}

type Reader = (link: OpenLink, part: LinkPart) => boolean;

/** Adds to the link what the part says of it. `false` where it says nothing that we know. */
export function readPart(link: OpenLink, part: LinkPart): boolean {
  return READERS.some((read) => read(link, part));
}

//          200       2      0       0       0       0
const counterRow: Reader = (link, { text, line }) => {
  const { heading } = link;
  if (heading === undefined) return false;
  delete link.heading;
  const row = heading === 'virtual function' ? {} : readCounterRow(heading, text);
  if (row === undefined && !isRoundedRow(text)) return false;
  if (row === undefined) link.rounded ??= line;
  if (heading !== 'virtual function') {
    const { direction } = heading;
    link.counters = { ...link.counters, [direction]: { ...link.counters[direction], ...row } };
  }
  return true;
};

//     link/ether 6e:ce:a9:a6:c0:4c brd ff:ff:ff:ff:ff:ff link-netns cni-1 promiscuity 0 …
const linkLine: Reader = (link, { words }) => {
  if (!words[0]?.startsWith('link/') || link.linkLine) return false;
  link.linkLine = words;
  return true;
};

//     inet 10.85.0.4/16 brd 10.85.255.255 scope global eth0
const address: Reader = (link, { words, line, source }) => {
  const read = readAddress(words, source.evidence(line));
  if (read) link.addresses.push(read);
  return read !== undefined;
};

//        valid_lft forever preferred_lft forever
const lifetimes: Reader = (link, { text, line, source }) => {
  const read = readLifetimes(text);
  const last = link.addresses.at(-1);
  if (!read || !last) return false;
  const evidence = { ...last.evidence, endLine: source.evidence(line).endLine };
  link.addresses[link.addresses.length - 1] = { ...last, ...read, evidence };
  return true;
};

//     altname enp0s1
const altname: Reader = (link, { words }) => {
  const [word, name] = words;
  if (word !== 'altname' || name === undefined || words.length > 2) return false;
  link.altnames.push(name);
  return true;
};

//     alias uplink to rack 4
const alias: Reader = (link, { text }) => {
  const [, words] = /^\s*alias\s(.*\S)\s*$/.exec(text) ?? [];
  if (words === undefined) return false;
  link.alias = words;
  return true;
};

//     prog/xdp id 789 name xdp_drop_func tag 57cd311f2e27366b jited
const xdp: Reader = (link, { words }) => {
  if (!words[0]?.startsWith('prog/xdp')) return false;
  link.xdp = attributesOfWords(words);
  return true;
};

//     vf 0     link/ether 02:00:00:00:00:01 brd ff:ff:ff:ff:ff:ff, spoof checking on, trust off
const virtualFunction: Reader = (link, { text }) => {
  const read = readVirtualFunction(text);
  if (read) link.virtualFunctions.push(read);
  return read !== undefined;
};

//     RX:  bytes packets errors dropped  missed   mcast
const counterHeading: Reader = (link, { text }) => {
  const heading = readCounterHeading(text);
  if (!heading) return false;
  link.heading = link.virtualFunctions.length > 0 ? 'virtual function' : heading;
  return true;
};

//     bridge_slave state forwarding priority 32 cost 2 …
const slave: Reader = (link, { words, line, options }) => {
  const [, name] = /^([a-z][a-z0-9-]*)_slave$/.exec(words[0] ?? '') ?? [];
  if (name === undefined || link.slave || !hasDetails(link, options)) return false;
  link.slave = { line, name, words: words.slice(1) };
  return true;
};

//     vxlan id 4096 local 10.0.0.11 dev eth1 srcport 0 0 dstport 4789 …
const kind: Reader = (link, { words, line, options }) => {
  const [name = ''] = words;
  const follows = link.slave === undefined && link.alias === undefined;
  if (link.kind || !follows || !hasDetails(link, options)) return false;
  if (!/^[a-z][a-z0-9_-]*$/.test(name)) return false;
  link.kind = { line, name, words: words.slice(1) };
  return true;
};

//       ingress-qos-map { 1:2 } egress-qos-map { 2:3 }: some kinds take several lines
const moreOfKind: Reader = (link, { text, words }) => {
  const continues = /^(\s{5,}|\t)|^\s*(in|e)gress-qos-map\s/.test(text);
  if (!link.kind || link.slave || !continues) return false;
  link.kind = { ...link.kind, words: [...link.kind.words, ...words] };
  return true;
};

/** Particular ones first: a kind may be any word. */
const READERS: readonly Reader[] = [
  counterRow,
  linkLine,
  address,
  lifetimes,
  altname,
  alias,
  xdp,
  virtualFunction,
  counterHeading,
  slave,
  kind,
  moreOfKind,
];
