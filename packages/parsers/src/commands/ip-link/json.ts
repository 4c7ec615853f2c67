import { type Link, parseMac } from '@vethscope/model';
import { fieldAt, itemsAt, numberAt, textAt } from '../../source/jsonFields.ts';
import { type JsonItem, readJsonDocument } from '../../source/jsonSource.ts';
import type { SourceLines } from '../../source/sourceLines.ts';
import { addressOfJson } from './address.ts';
import { attributesOfJson, known } from './attributes.ts';
import { readDetails, readPort, reportUnmodelled } from './details.ts';
import { flagsOf, peerNames, peerOf } from './peer.ts';
import { statisticsOfJson } from './statistics.ts';
import { virtualFunctionOfJson } from './virtualFunction.ts';
import { xdpOfJson } from './xdp.ts';

export interface JsonLinks {
  readonly links: readonly Link[];
  /** Nothing is cut off. */
  readonly isWhole: boolean;
}

/** Reads `ip -j link` and `ip -j addr`; a link's evidence are the lines of its object. */
export function readJsonLinks(source: SourceLines, family: string | undefined): JsonLinks {
  const { root, items } = readJsonDocument(source, []);
  const links: Link[] = [];
  const without: JsonItem[] = [];
  for (const item of items) {
    const link = linkOf(source, item, family);
    if (link) links.push(link);
    // `{}` is all that some versions print of a link that was not asked for.
    else if (!isEmpty(item.value)) without.push(item);
  }
  reportWithoutIndex(source, without);
  return { links, isWhole: Array.isArray(root) };
}

function linkOf(
  source: SourceLines,
  { value: json, from, to }: JsonItem,
  family: string | undefined,
): Link | undefined {
  const ifindex = numberAt(json, 'ifindex');
  const name = textAt(json, 'ifname');
  if (ifindex === undefined || name === undefined) return undefined;
  const evidence = source.evidence(from, to);
  const group = textAt(json, 'group');
  const names = peerNames(group, family);
  const details = detailsOf(json);
  reportUnmodelled(source, details, from, to);
  const mac = parseMac(textAt(json, 'address') ?? '');
  const functions = itemsAt(json, 'vfinfo_list').flatMap((one) => virtualFunctionOfJson(one) ?? []);
  return {
    ifindex,
    name,
    flags: flagsOf(textsOf(itemsAt(json, 'flags')), names),
    ...known({
      mtu: numberAt(json, 'mtu'),
      qdisc: textAt(json, 'qdisc'),
      operstate: textAt(json, 'operstate'),
      master: textAt(json, 'master'),
      group,
      txqlen: numberAt(json, 'txqlen'),
      linkType: textAt(json, 'link_type'),
      mac,
      address: mac === undefined ? textAt(json, 'address') : undefined,
      broadcast: textAt(json, 'broadcast'),
      permanentAddress: parseMac(textAt(json, 'permaddr') ?? ''),
    }),
    altnames: textsOf(itemsAt(json, 'altnames')),
    ...known({
      alias: textAt(json, 'ifalias'),
      promiscuity: numberAt(json, 'promiscuity'),
      peer: peerOfJson(json, names),
      details,
      port: portOf(json),
      statistics: statisticsOfJson(json),
      parentBus: textAt(json, 'parentbus'),
      parentDevice: textAt(json, 'parentdev'),
      xdp: xdpOfJson(json),
      virtualFunctions: functions.length > 0 ? functions : undefined,
    }),
    addresses: itemsAt(json, 'addr_info').flatMap((one) => addressOfJson(one, evidence) ?? []),
    evidence,
  };
}

/** `link` is a name, `link_index` an index of another namespace; `"link": null` is no link at all. */
function peerOfJson(json: unknown, names: 'resolved' | 'guessed'): Link['peer'] {
  const index = numberAt(json, 'link_index');
  const nsid = numberAt(json, 'link_netnsid');
  const behindAt = index === undefined ? textAt(json, 'link') : `if${index}`;
  // -1 is an id that nobody has given out yet.
  return peerOf(behindAt, { nsid: nsid !== undefined && nsid >= 0 ? nsid : undefined }, names);
}

function detailsOf(json: unknown): Link['details'] {
  const kind = textAt(json, 'linkinfo', 'info_kind');
  const data = fieldAt(json, 'linkinfo', 'info_data');
  if (kind !== undefined) return readDetails(kind, attributesOfJson(data), textOfJson(data));
  if (textAt(json, 'link_type') === 'loopback') return { kind: 'loopback' };
  return numberAt(json, 'promiscuity') === undefined ? undefined : { kind: 'device' };
}

function portOf(json: unknown): Link['port'] {
  const kind = textAt(json, 'linkinfo', 'info_slave_kind');
  const data = fieldAt(json, 'linkinfo', 'info_slave_data');
  return kind === undefined ? undefined : readPort(kind, attributesOfJson(data), textOfJson(data));
}

/** `ip -j -br` leaves the index out, and with it what tells one link from another. */
function reportWithoutIndex(source: SourceLines, items: readonly JsonItem[]): void {
  const [first, last] = [items[0], items.at(-1)];
  if (!first || !last) return;
  const what = items.length === 1 ? 'an element' : `${items.length} elements`;
  source.unsupported(first.from, `${what} without ifindex: not links`, 'warning', last.to);
}

function textsOf(items: readonly unknown[]): readonly string[] {
  return items.filter((item) => typeof item === 'string');
}

function textOfJson(data: unknown): string {
  return data === undefined ? '' : JSON.stringify(data);
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
