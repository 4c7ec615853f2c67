import type { Family, NetnsSnapshot } from '@vethscope/model';
import { describePolicyRule } from '@vethscope/model';
import { CsvButton } from '../../ui/CsvButton.tsx';
import { SourceLink } from '../../ui/SourceLink.tsx';
import { policyRulesCsv } from './routesCsv.ts';

/** The policy rules of one family in the order in which the kernel asks them. */
export function RuleList(props: { readonly netns: NetnsSnapshot; readonly family: Family }) {
  const rules = props.netns.policyRules
    .filter((rule) => rule.family === props.family)
    .sort((a, b) => a.priority - b.priority);
  if (rules.length === 0) return null;
  return (
    <section aria-label="Policy rules" className="flex flex-col gap-1.5">
      <div className="flex items-center justify-between">
        <h3 className="font-semibold text-ink">Policy rules</h3>
        <CsvButton
          name="Policy rules"
          rows={() => policyRulesCsv(rules)}
          className="!size-6 text-ink-3"
        />
      </div>
      <ol className="divide-y divide-line overflow-hidden rounded-md border border-line bg-surface">
        {rules.map((rule) => (
          <li
            key={`${rule.evidence.file}:${rule.evidence.line}`}
            className="flex items-baseline gap-3 px-2.5 py-1.5"
          >
            <span className="w-12 shrink-0 text-right font-mono text-xs text-ink-3">
              {rule.priority}
            </span>
            <span className="min-w-0 flex-1 text-ink-2">{describePolicyRule(rule)}</span>
            <SourceLink evidence={rule.evidence} of={`policy rule ${rule.priority}`} />
          </li>
        ))}
      </ol>
    </section>
  );
}
