import { compareText, type Id, nodeId } from '@vethscope/model';
import type { Finding } from './finding.ts';
import { type FindingReport, sortFindings } from './runRules.ts';

export interface FindingsDiff {
  /** New ones, the worst first. */
  readonly added: readonly Finding[];
  readonly removed: readonly Finding[];
  /** The same thing, but it weighs otherwise than before, is so for another reason, or of more or fewer elements. */
  readonly changed: readonly ChangedFinding[];
  /** Those of one capture, by the other one: it cannot tell whether it is so there, too. */
  readonly unknown: { readonly before: readonly Finding[]; readonly after: readonly Finding[] };
}

export interface ChangedFinding {
  readonly before: Finding;
  readonly after: Finding;
}

/**
 * Two findings are one if the same rule says the same of the same thing, the first of their subjects:
 * a pod of a bridge that was recreated has another name. Where the proof stands in the capture is no
 * difference, nor is the remedy. Nothing came or went where the other capture does not hold what the
 * rule needs.
 */
export function diffFindings(before: FindingReport, after: FindingReport): FindingsDiff {
  const old = new Map(before.findings.map((finding) => [identity(finding), finding]));
  const now = new Map(after.findings.map((finding) => [identity(finding), finding]));
  const came = [...now].flatMap(([key, finding]) => (old.has(key) ? [] : [finding]));
  const went = [...old].flatMap(([key, finding]) => (now.has(key) ? [] : [finding]));
  return {
    added: sortFindings(came.filter((finding) => wasAsked(before, finding))),
    removed: sortFindings(went.filter((finding) => wasAsked(after, finding))),
    changed: sortFindings([...now.values()]).flatMap((finding) => {
      const earlier = old.get(identity(finding));
      return earlier && isOther(earlier, finding) ? [{ before: earlier, after: finding }] : [];
    }),
    unknown: {
      before: sortFindings(came.filter((finding) => !wasAsked(before, finding))),
      after: sortFindings(went.filter((finding) => !wasAsked(after, finding))),
    },
  };
}

function wasAsked({ unchecked }: FindingReport, { ruleId, subjects }: Finding): boolean {
  return !unchecked.some(
    (one) =>
      one.ruleId === ruleId &&
      (one.node === undefined || subjects.some((subject) => nodeOf(subject) === one.node)),
  );
}

/** `if/worker1/host/eth0` → `node/worker1`; a pod does not say where it runs. */
function nodeOf(id: Id): Id | undefined {
  const [, name] = /^(?:node|netns|if)\/([^/]+)/.exec(id) ?? [];
  return name === undefined ? undefined : nodeId(name);
}

function identity({ ruleId, subjects, title }: Finding): string {
  return [ruleId, title, ...subjects.slice(0, 1)].join('\n');
}

function isOther(before: Finding, after: Finding): boolean {
  const { came, went } = changedSubjects({ before, after });
  const isOfOthers = came.length + went.length > 0;
  return isOfOthers || before.severity !== after.severity || before.why !== after.why;
}

/** What a finding is about now and was not before, and the other way round; each sorted. */
export function changedSubjects({ before, after }: ChangedFinding): {
  readonly came: readonly Id[];
  readonly went: readonly Id[];
} {
  const without = (ids: readonly Id[], others: readonly Id[]) =>
    ids.filter((id) => !others.includes(id)).sort(compareText);
  return {
    came: without(after.subjects, before.subjects),
    went: without(before.subjects, after.subjects),
  };
}
