import { type CapturedInput, type IptablesTable, type Snapshot, TABLES } from '@vethscope/model';
import { ACCEPT, type HookVerdict } from './hook.ts';
import type { Ruleset } from './ruleset.ts';
import type { Sight } from './sight.ts';

/** What the capture does not show of the rules that the packet meets at this hook. */
export function judgeUnseen(sight: Sight, ruleset: Ruleset): HookVerdict {
  const { walk, netns, skb } = sight;
  const { choices } = walk;
  const { family } = skb.packet;
  const program = family === 4 ? 'iptables' : 'ip6tables';
  if (!netns.knows(family === 4 ? 'iptables4' : 'iptables6')) {
    if (!netns.isHost) {
      choices.presume(`${program} of ${netns.id} were not captured: taken for empty`);
      return ACCEPT;
    }
    return askWhether(sight, {
      key: `${netns.id} ${program}`,
      what: `${program} of ${netns.id}, which were not captured,`,
    });
  }
  const unlisted = unlistedTables(walk.network.snapshot, ruleset);
  if (unlisted !== '') {
    choices.presume(
      `${program} tables of ${netns.id} that were not listed: ${unlisted}; taken for empty`,
    );
  }
  if (ruleset.isTwofold) {
    choices.presume(`rules of iptables-nft in ${netns.id} come before those of iptables-legacy`);
  }
  return ACCEPT;
}

/** A table with chains or rules that only `nft` shows, or of which single chains were listed. */
export function judgePartial(sight: Sight, { family, table, partial }: IptablesTable): HookVerdict {
  if (!partial) return ACCEPT;
  return askWhether(sight, {
    key: `${sight.netns.id} ip${family} ${table} partial ${sight.hook}`,
    what: `rules of table ${table} at ${sight.hook} that were not captured`,
  });
}

/** Names of the tables that the capture says nothing about, sorted by priority; else nothing. */
function unlistedTables({ inputs }: Snapshot, ruleset: Ruleset): string {
  const known = unlisted.get(ruleset);
  if (known !== undefined) return known;
  const listed = [...ruleset.tables.values()].flat().map(({ table }) => table);
  const isWhole =
    listed.length === 0 || listed.some((table) => inputs.some((input) => shows(input, table)));
  const missing = TABLES.filter((name) => !ruleset.tables.has(name));
  const fresh = isWhole ? '' : missing.join(', ');
  unlisted.set(ruleset, fresh);
  return fresh;
}

const unlisted = new WeakMap<Ruleset, string>();

/** The table is one of all that `iptables-save` shows; -S and -L show one. */
function shows(
  { parser, command, evidence }: CapturedInput,
  { evidence: of }: IptablesTable,
): boolean {
  if (parser !== 'iptables-save' || /\s(-t|--table)\b/.test(command)) return false;
  return evidence.file === of.file && evidence.line <= of.line && evidence.endLine >= of.endLine;
}

interface Unseen {
  readonly key: string;
  /** `iptables of netns/a/host, which were not captured,` */
  readonly what: string;
}

function askWhether({ walk }: Sight, { key, what }: Unseen): HookVerdict {
  const isHarmless = walk.choices.ask({
    key,
    ifYes: `${what} neither stop nor change the packet`,
    ifNo: `${what} stop or change the packet`,
  });
  return isHarmless ? ACCEPT : { kind: 'unknown', because: `${what} may decide` };
}
