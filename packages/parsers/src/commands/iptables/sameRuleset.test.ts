import { readdirSync, readFileSync } from 'node:fs';
import type { IptablesTable, Match, Rule, Target } from '@vethscope/model';
import { describe, expect, test } from 'vitest';
import { parseListing } from './list.ts';
import { parseSavedRules } from './save.ts';

/**
 * One ruleset with every match and target that the kernel takes, shown by `iptables-save`, `-S` and
 * `-L` in all its forms: they must come to the same rules, but for what a form does not print.
 */
const folder = new URL('./fixtures/same-ruleset/', import.meta.url);

for (const capture of readdirSync(folder).sort()) {
  describe(capture, () => {
    const program = capture.includes('ip6tables') ? 'ip6tables' : 'iptables';
    const read = (file: string) => readFileSync(new URL(`${capture}/${file}`, folder), 'utf8');
    const saved = parseSavedRules(read('save.txt'), ORIGIN, [`${program}-save`]);

    test('iptables-save: nothing is left over', () => {
      expect(saved.coverage.unrecognized).toBe(0);
      expect(saved.records.length).toBeGreaterThanOrEqual(3);
    });

    test('iptables-save -c', () => {
      const counted = parseSavedRules(read('save-c.txt'), ORIGIN, [`${program}-save`, '-c']);
      const rules = counted.records.flatMap(rulesOf);
      expect(rules.every((rule) => rule.counters !== undefined)).toBe(true);
      expect(rules.map(shown)).toEqual(saved.records.flatMap(rulesOf).map(shown));
    });

    const listings = readdirSync(new URL(`${capture}/`, folder)).filter((f) => f.includes('--'));
    test.each(listings)('%s', (file) => {
      const [name = '', form = ''] = file.replace('.txt', '').split(/--(.*)/);
      const isSaved = form.startsWith('S');
      const argv = [program, '-t', name, ...(isSaved ? ['-S'] : ['-L'])];
      const { records, coverage } = (isSaved ? parseSavedRules : parseListing)(
        read(file),
        ORIGIN,
        argv,
      );
      const expected = saved.records.find(({ table }) => table === name);
      expect(coverage.unrecognized).toBe(0);
      expect(records[0]).toMatchObject({ table: name, family: expected?.family });
      expect(records[0]?.chains.map((chain) => chain.name).sort()).toEqual(
        expected?.chains.map((chain) => chain.name).sort(),
      );
      const numeric = isSaved || form.includes('n');
      const view = numeric ? shown : withoutNames;
      const hidden = form === 'L' || form === 'L-n';
      const want = expected ? rulesOf(expected) : [];
      expect(records.flatMap(rulesOf).map(view)).toEqual(
        want.map((rule) => view(hidden ? withoutInterfaces(rule) : rule)),
      );
    });
  });
}

const ORIGIN = { file: '-', firstLine: 1 };

function rulesOf({ chains }: IptablesTable): readonly Rule[] {
  return [...chains].sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap(({ rules }) => rules);
}

/** What every numeric form prints. */
function shown({ evidence, counters, ...rule }: Rule) {
  return { ...rule, matches: rule.matches.map(shownMatch), target: shownTarget(rule.target) };
}

function shownMatch(match: Match): unknown {
  switch (match.kind) {
    // Verbatim text is each form's own.
    case 'unknown':
      return { kind: match.kind };
    // `-L` leaves the name out.
    case 'hashlimit':
      return { ...match, text: match.text.replace(/ --hashlimit-name \S+/, '') };
    default:
      return match;
  }
}

function shownTarget(target: Target): unknown {
  return target.kind === 'unknown' ? { kind: target.kind, name: target.name } : target;
}

function withoutInterfaces(rule: Rule): Rule {
  return { ...rule, inInterface: { kind: 'unknown' }, outInterface: { kind: 'unknown' } };
}

/** `-L` without `-n` names networks, users and ICMP types as the node's files do. */
function withoutNames(rule: Rule) {
  const view = shown(rule);
  const isNamedNetwork = (text: string) => /loopback|127\./.test(text);
  const address = (match: Rule['source']) =>
    isNamedNetwork(match.kind === 'in' ? match.prefix : match.kind === 'unknown' ? match.text : '')
      ? 'named'
      : match;
  return {
    ...view,
    source: address(rule.source),
    destination: address(rule.destination),
    matches: rule.matches.map((match) => {
      if (match.kind === 'owner') return match.text.replace(/nobody|65534|tty|\b5\b/, 'NAME');
      if (match.kind === 'icmp' || match.kind === 'icmp6') return { ...match, name: undefined };
      // tcp spts:!1000:cisco-sccp: a service that only the node's /etc/services knows.
      return isCiscoPort(match) ? 'named port' : shownMatch(match);
    }),
  };
}

function isCiscoPort(match: Match): boolean {
  if (match.kind === 'unknown') return match.text.includes('cisco-sccp');
  const ports =
    match.kind === 'tcp'
      ? match.sourcePorts
      : match.kind === 'udp'
        ? match.destinationPorts
        : undefined;
  return ports?.ranges.some(({ to }) => to === 2000) ?? false;
}
