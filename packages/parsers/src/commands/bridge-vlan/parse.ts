import type { BridgeVlan } from '@vethscope/model';
import { jsonLines, looksLikeJson } from '../../source/jsonSource.ts';
import { type Origin, type Parsed, SourceLines } from '../../source/sourceLines.ts';
import { wordsOf } from '../../source/wordReader.ts';
import { readVlanObjects } from './objects.ts';
import { optionsOfWords } from './vlanOptions.ts';

/** Reads what `bridge vlan` prints, with `-d` and `-s` or not, as text or as JSON: bridge/vlan.c. */
export function parseBridgeVlans(text: string, origin?: Origin): Parsed<BridgeVlan> {
  const isJson = looksLikeJson(text);
  const source = isJson ? jsonLines(text, origin) : new SourceLines(text, origin);
  const vlans = isJson ? readVlanObjects(source) : readVlanLines(source);
  return source.finish(vlans, '`bridge vlan` output');
}

/** `port              vlan-id`; in older iproute2 `port	vlan ids`. */
export const HEADER = /^port\s+vlan[- ]ids?\s*$/;

function readVlanLines(source: SourceLines): readonly BridgeVlan[] {
  const vlans: BridgeVlan[] = [];
  let device: string | undefined;
  for (const [i, line] of source.lines.entries()) {
    if (source.isSettled(i)) continue;
    // eth0	None
    if (HEADER.test(line) || /^\S+\s+None\s*$/.test(line)) {
      source.ignored(i);
      continue;
    }
    const [, port, first, last, flags = ''] = VLAN.exec(line) ?? [];
    if (port !== '' && port !== undefined) device = port;
    const above = vlans.at(-1);
    if (first !== undefined && device !== undefined) {
      source.understood(i);
      vlans.push({
        device,
        vlan: Number(first),
        ...(last !== undefined && { endVlan: Number(last) }),
        pvid: flags.includes('PVID'),
        untagged: flags.includes('Egress Untagged'),
        evidence: source.evidence(i),
      });
    } else if (above && /^\s{2}/.test(line)) {
      vlans[vlans.length - 1] = withOptions(above, source, i);
    }
  }
  return vlans;
}

/** `v0                100-110 PVID Egress Untagged`, `                  200`, `v0	 1 PVID` */
const VLAN = /^(\S*)\s+(\d{1,4})(?:-(\d{1,4}))?((?: PVID)?(?: Egress Untagged)?)\s*$/;

/** `                    state forwarding mcast_router 1`, below the VLAN that it is about. */
function withOptions(vlan: BridgeVlan, source: SourceLines, index: number): BridgeVlan {
  const options = optionsOfWords(wordsOf(source.lines[index] ?? ''));
  if (options === undefined) return vlan;
  source.understood(index);
  const { endLine } = source.evidence(index);
  return { ...vlan, ...options, evidence: { ...vlan.evidence, endLine } };
}
