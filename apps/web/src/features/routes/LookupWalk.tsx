import type { AskedRule, RouteLookup, TableLookup } from '@vethscope/model';
import { assertNever, describePolicyRule } from '@vethscope/model';
import { ArrowDown, Check, CircleHelp, type LucideIcon, Minus, SkipForward, X } from 'lucide-react';
import { SourceLink } from '../../ui/SourceLink.tsx';
import { CandidateList } from './CandidateList.tsx';

/** Why this route: the policy rules as they are asked, and in each table the routes that fit. */
export function LookupWalk({ found }: { readonly found: RouteLookup }) {
  const { address, rules, tables } = found;
  if (rules.length === 0) {
    return (
      <section aria-label="Why this route" className="flex flex-col gap-2">
        {tables.map((table) => (
          <CandidateList key={table.table} table={table} address={address} />
        ))}
      </section>
    );
  }
  return (
    <section aria-label="Why this route">
      <h3 className="mb-1 font-semibold text-ink text-xs">Why: policy rules in order</h3>
      <ol className="flex flex-col gap-1.5">
        {rules.map((asked) => (
          <RuleStep
            key={`${asked.rule.evidence.file}:${asked.rule.evidence.line}`}
            asked={asked}
            table={tables.find(({ rule }) => rule === asked.rule)}
            address={address}
          />
        ))}
      </ol>
    </section>
  );
}

function RuleStep(props: {
  readonly asked: AskedRule;
  readonly table: TableLookup | undefined;
  readonly address: RouteLookup['address'];
}) {
  const { asked, table, address } = props;
  const { rule, answer, why } = asked;
  const { icon: Icon, label, tone } = lookOf(answer);
  return (
    <li>
      <div className="flex items-start gap-2 text-xs">
        <Icon size={14} className={`mt-0.5 shrink-0 ${tone}`} aria-label={label} />
        <p className="min-w-0 flex-1 text-ink-2">
          <span className="mr-1.5 font-mono text-ink">{rule.priority}</span>
          {describePolicyRule(rule)}
          <span className="text-ink-3"> · {why}</span>
        </p>
        <SourceLink evidence={rule.evidence} of={`policy rule ${rule.priority}`} />
      </div>
      {table && table.candidates.length > 0 ? (
        <div className="mt-1 pl-[22px]">
          <CandidateList table={table} address={address} />
        </div>
      ) : null}
    </li>
  );
}

function lookOf(answer: AskedRule['answer']): {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly tone: string;
} {
  switch (answer) {
    case 'decides':
      return { icon: Check, label: 'decides', tone: 'text-ok' };
    case 'passes':
      return { icon: ArrowDown, label: 'goes on', tone: 'text-ink-3' };
    case 'no':
      return { icon: X, label: 'does not match', tone: 'text-ink-3' };
    case 'unknown':
      return { icon: CircleHelp, label: 'not known', tone: 'text-warning' };
    case 'skipped':
      return { icon: SkipForward, label: 'skipped', tone: 'text-ink-3' };
    case 'notReached':
      return { icon: Minus, label: 'not asked', tone: 'text-ink-3' };
    default:
      return assertNever(answer);
  }
}
