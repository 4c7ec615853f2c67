import { useState } from 'react';
import { useViewState, viewHref } from '../../../view/viewState.ts';
import type { RulePlace } from '../rulePlace.ts';

/** A rule by its chain and number, or by its number where the chain is said: opens the chain there. */
export function RuleLink(props: { readonly at: RulePlace; readonly isBrief?: boolean }) {
  const { view } = useViewState();
  const { chain, rule } = props.at;
  return (
    <a
      className="font-mono text-2xs text-accent-text hover:underline [overflow-wrap:anywhere]"
      href={viewHref(view, {
        machinery: 'raw',
        chain,
        rule: String(rule.number),
        q: undefined,
      })}
    >
      {props.isBrief ? `rule ${rule.number}` : `${chain} ${rule.number}`}
    </a>
  );
}

/** A chain by its name. */
export function ChainLink(props: { readonly chain: string; readonly title?: string }) {
  const { view } = useViewState();
  return (
    <a
      className={`text-accent-text hover:underline [overflow-wrap:anywhere] ${props.title === undefined ? 'font-mono text-xs leading-5' : ''}`}
      title={props.title === undefined ? undefined : props.chain}
      href={viewHref(view, { machinery: 'raw', chain: props.chain, rule: undefined, q: undefined })}
    >
      {props.title ?? props.chain}
    </a>
  );
}

const MAX_RULES = 6;

/** The rules that something rests on. */
export function RuleLinks({ rules }: { readonly rules: readonly RulePlace[] }) {
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen ? rules : rules.slice(0, MAX_RULES);
  return (
    <span className="inline-flex flex-wrap gap-x-2.5">
      {shown.map((at) => (
        <RuleLink key={`${at.chain} ${at.rule.number}`} at={at} />
      ))}
      {rules.length > shown.length ? (
        <button
          type="button"
          className="text-2xs text-accent-text hover:underline"
          onClick={() => setOpen(true)}
        >
          and {rules.length - shown.length} more
        </button>
      ) : null}
    </span>
  );
}
