import type { Id } from '../ids.ts';
import type { IptablesTable } from '../snapshot/iptables.ts';
import type { CapturedInput, FactKind, NetnsSnapshot } from '../snapshot/snapshot.ts';
import { type Differences, diffEntries } from './diffEntries.ts';
import { diffIptables } from './diffIptables.ts';
import { diffNftElements } from './diffNftElements.ts';
import { diffNftRules } from './diffNftRules.ts';
import { diffSequence } from './diffSequence.ts';
import type { Incomparable, RecordChange } from './recordChange.ts';
import type { RecordEntry } from './recordEntry.ts';
import {
  ipsetEntry,
  ipsetMemberEntry,
  nftTableEntry,
  socketEntry,
} from './records/filterRecords.ts';
import { addressEntry, linkEntry, netnsNameEntry } from './records/linkRecords.ts';
import { bridgeVlanEntry, fdbEntries, neighborEntries } from './records/neighborRecords.ts';
import { policyRuleText } from './records/policyRuleText.ts';
import { routeEntry } from './records/routingRecords.ts';
import { sysctlEntries } from './records/sysctlRecords.ts';

/** One namespace in one capture, and the outputs that it was read from. */
export interface NetnsSide {
  readonly netns: NetnsSnapshot;
  readonly inputs: readonly CapturedInput[];
}

export function diffNetns(id: Id, before: NetnsSide, after: NetnsSide): Differences {
  const [old, now] = [before.netns, after.netns];
  const knows = (netns: NetnsSnapshot) => (kind: FactKind) => netns.captured.includes(kind);
  const parts = [
    diffEntries(
      id,
      { entries: entries(old, now), knows: knows(old) },
      { entries: entries(now, old), knows: knows(now) },
    ),
    diffPolicyRules(id, old, now),
    diffIptables(
      id,
      { tables: old.iptables, settles: settlesTable(before) },
      { tables: now.iptables, settles: settlesTable(after) },
    ),
  ];
  return {
    changes: [
      ...parts.flatMap(({ changes }) => changes),
      ...diffNftRules(id, old.nftTables, now.nftTables),
      ...diffNftElements(id, old.nftTables, now.nftTables),
    ],
    incomparable: [
      ...parts.flatMap(({ incomparable }) => incomparable),
      ...terseSets(id, old, now),
    ],
  };
}

function entries(netns: NetnsSnapshot, other: NetnsSnapshot): readonly RecordEntry[] {
  const listedElsewhere = new Set(
    other.ipsets.filter(({ members }) => members === undefined).map(({ name }) => name),
  );
  return [
    ...netns.links.map(linkEntry),
    ...netns.links.flatMap((link) => link.addresses.map((address) => addressEntry(link, address))),
    ...netns.netnsNames.map(netnsNameEntry),
    ...netns.routes.map(routeEntry),
    ...neighborEntries(netns.neighbors),
    ...fdbEntries(netns.fdb),
    ...netns.bridgeVlans.map(bridgeVlanEntry),
    ...netns.nftTables.map(nftTableEntry),
    ...netns.ipsets.map(ipsetEntry),
    ...netns.ipsets
      .filter(({ name }) => !listedElsewhere.has(name))
      .flatMap((ipset) => (ipset.members ?? []).map((member) => ipsetMemberEntry(ipset, member))),
    ...sysctlEntries(netns, other),
    ...netns.sockets.map(socketEntry),
  ];
}

/** `ipset list -t` has no members: what the other capture lists could be there or not. */
function terseSets(id: Id, old: NetnsSnapshot, now: NetnsSnapshot): readonly Incomparable[] {
  const about = { id, fact: 'ipsets', reason: 'partial' } as const;
  const terse = (netns: NetnsSnapshot, other: NetnsSnapshot, side: 'before' | 'after') =>
    netns.ipsets.flatMap(({ name, members }) => {
      const full = members ?? other.ipsets.find((ipset) => ipset.name === name)?.members;
      return members === undefined && full !== undefined && full.length > 0
        ? [{ ...about, place: name, side, records: full.length }]
        : [];
    });
  return [...terse(old, now, 'before'), ...terse(now, old, 'after')];
}

/** Rules of one priority are asked in the order in which they are listed. */
function diffPolicyRules(id: Id, old: NetnsSnapshot, now: NetnsSnapshot): Differences {
  const changes: RecordChange[] = [];
  const incomparable: Incomparable[] = [];
  for (const family of [4, 6] as const) {
    const fact = family === 4 ? 'policyRules4' : 'policyRules6';
    const [before, after] = [old, now].map((netns) => ({
      rules: netns.policyRules.filter((rule) => rule.family === family),
      isKnown: netns.captured.includes(fact),
    }));
    if (!before || !after) continue;
    const [texts, laterTexts] = [before.rules.map(policyRuleText), after.rules.map(policyRuleText)];
    const unknown = { before: 0, after: 0 };
    for (const step of diffSequence(texts, laterTexts)) {
      if (step.kind === 'came' && !before.isKnown) unknown.before++;
      else if (step.kind === 'went' && !after.isKnown) unknown.after++;
      else {
        const side = (rules: typeof before.rules, at: number) => {
          const rule = rules[at];
          return rule && { text: policyRuleText(rule), evidence: [rule.evidence] };
        };
        const a = step.kind === 'came' ? undefined : side(before.rules, step.before);
        const b = step.kind === 'went' ? undefined : side(after.rules, step.after);
        const about = { id, kind: 'policyRule' as const, place: `IPv${family}` };
        changes.push({ ...about, ...(a && { before: a }), ...(b && { after: b }) });
      }
    }
    for (const side of ['before', 'after'] as const) {
      if (unknown[side] > 0)
        incomparable.push({ id, fact, side, reason: 'notCaptured', records: unknown[side] });
    }
  }
  return { changes, incomparable };
}

/**
 * `iptables-save` lists every table there is, `-t nat` and `iptables -S` one alone; an output without
 * any table, of which it is known that it ended well, says that there is none.
 */
function settlesTable({ netns, inputs }: NetnsSide): (table: IptablesTable) => boolean {
  return ({ family, backend }) => {
    if (!netns.captured.includes(family === 4 ? 'iptables4' : 'iptables6')) return false;
    if (!netns.iptables.some((table) => table.family === family)) return true;
    return inputs.some(({ parser, command }) => {
      if (parser !== 'iptables-save' || / (-t|--table)\b/.test(command)) return false;
      if (command.includes('ip6tables') !== (family === 6)) return false;
      const [, named] = /tables-(nft|legacy)-save/.exec(command) ?? [];
      return named === undefined || backend === undefined || named === backend;
    });
  };
}
