import type { ChainNamer, IptablesTable, Target } from '@vethscope/model';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { memo } from 'react';
import { formatCount } from '../../ui/format.ts';
import { SourceLink } from '../../ui/SourceLink.tsx';
import { useViewState, viewHref } from '../../view/viewState.ts';
import type { Side } from '../diff/detailsSide.ts';
import type { RuleChange } from '../diff/ruleChanges.ts';
import { RuleSign } from '../rules/changes/RuleSign.tsx';
import type { Heat } from '../rules/heat/useHeat.ts';
import { RuleMenu } from '../rules/RuleMenu.tsx';
import { formatChainPath, stepInto } from './chainPath.ts';
import { counterText } from './counterText.ts';
import { iptablesCommands } from './iptablesCommands.ts';
import type { RuleRow } from './ruleRows.ts';
import { ruleWords } from './ruleWords.ts';

/** A list that scrolls is drawn anew each frame, its rows only when they come. */
export const RuleRowView = memo(OneRule);

/** One rule: its number, what it asks for, what it does, what its author noted. */
function OneRule(props: {
  readonly table: IptablesTable;
  readonly row: RuleRow;
  readonly path: readonly string[];
  readonly nameOf: ChainNamer;
  readonly isExpanded: boolean;
  readonly isAsked: boolean;
  readonly hasCounters: boolean;
  readonly heat: Heat | undefined;
  /** What became of it, while two captures are compared. */
  readonly change: RuleChange | undefined;
  readonly otherSide: Side | undefined;
  readonly onToggle: (key: string) => void;
}) {
  const { table, row, path, nameOf, isExpanded, isAsked, hasCounters, heat, onToggle } = props;
  const { change, otherSide } = props;
  const { rule, depth } = row;
  const words = ruleWords(rule);
  const title = row.leadsTo && nameOf(row.leadsTo)?.title;
  const comments = words.comments.filter(
    (text) => !isHashComment(text) && !saysTheSame(text, title),
  );
  return (
    <div
      className={`flex items-start gap-2 py-1.5 pr-1.5 ${isAsked ? 'bg-mark' : ''}`}
      style={{
        paddingLeft: 4 + depth * 18,
        ...(!isAsked && heat?.ground(rule.counters?.packets)),
      }}
    >
      <Expander row={row} isExpanded={isExpanded} onToggle={onToggle} />
      <span className="w-6 shrink-0 text-right font-mono text-xs leading-5 text-ink-3">
        {rule.number}
      </span>
      <div className="min-w-0 flex-1">
        {change && otherSide ? <RuleSign change={change} otherSide={otherSide} /> : null}
        <p className="flex flex-wrap gap-x-1.5 gap-y-0.5">
          {words.conditions.length === 0 ? (
            <span className="text-ink-3">{everyPacket(row)}</span>
          ) : (
            words.conditions.map((condition) => (
              <span
                key={condition}
                className="rounded bg-surface-2 px-1.5 font-mono text-ink text-xs leading-5 [overflow-wrap:anywhere]"
              >
                {condition}
              </span>
            ))
          )}
        </p>
        <p className="flex items-baseline gap-1.5">
          <span aria-hidden className="shrink-0 text-ink-3">
            →
          </span>
          <Action row={row} path={path} title={title} />
        </p>
        {comments.length === 0 ? null : (
          <p className="text-xs break-words text-ink-3">{comments.join(' · ')}</p>
        )}
      </div>
      {hasCounters ? (
        <span
          className="shrink-0 text-right font-mono text-2xs leading-5 text-ink-3"
          title={rule.counters ? counterText(rule.counters) : 'not counted'}
        >
          {rule.counters ? formatCount(rule.counters.packets) : '–'}
        </span>
      ) : null}
      <RuleMenu
        chain={row.chain}
        rule={rule}
        commandsOf={(line) => iptablesCommands(table, row.chain, rule, line)}
      />
      <SourceLink evidence={rule.evidence} of={`rule ${rule.number} of ${row.chain}`} />
    </div>
  );
}

function Expander(props: {
  readonly row: RuleRow;
  readonly isExpanded: boolean;
  readonly onToggle: (key: string) => void;
}) {
  const { row, isExpanded, onToggle } = props;
  if (!row.leadsTo || row.leadsTo.rules.length === 0) return <span className="w-5 shrink-0" />;
  return (
    <button
      type="button"
      aria-expanded={isExpanded}
      aria-label={`${isExpanded ? 'Collapse' : 'Expand'} ${row.leadsTo.name} in place`}
      className="flex size-5 shrink-0 items-center justify-center rounded text-ink-3 hover:bg-surface-3 hover:text-ink"
      onClick={() => onToggle(row.key)}
    >
      {isExpanded ? <ChevronDown aria-hidden size={14} /> : <ChevronRight aria-hidden size={14} />}
    </button>
  );
}

function Action(props: {
  readonly row: RuleRow;
  readonly path: readonly string[];
  /** What the chain that it leads to is for. */
  readonly title: string | undefined;
}) {
  const { row, path, title } = props;
  const { view } = useViewState();
  const { target } = row.rule;
  if (target.kind !== 'jump' && target.kind !== 'goto') {
    return <span className={actionColour(target)}>{ruleWords(row.rule).action}</span>;
  }
  return (
    <span className="min-w-0">
      <a
        className="font-mono text-xs font-medium break-all text-accent-text hover:underline"
        href={viewHref(view, {
          chain: formatChainPath(stepInto(path, target.chain)),
          rule: undefined,
          q: undefined,
        })}
      >
        {target.chain}
      </a>
      {target.kind === 'goto' ? (
        <span
          className="ml-1 rounded border border-line-strong px-1 text-2xs text-ink-3"
          title="goto: at its end the packet does not come back to this chain, but to the caller's"
        >
          goto
        </span>
      ) : null}
      {title === undefined ? null : (
        <span className="block text-xs leading-4 text-ink-2 [overflow-wrap:anywhere]">{title}</span>
      )}
    </span>
  );
}

function actionColour(target: Target): string {
  switch (target.kind) {
    case 'accept':
      return 'font-medium text-ok';
    case 'drop':
    case 'reject':
      return 'font-medium text-error';
    case 'unknown':
      return 'font-medium text-warning';
    default:
      return 'font-medium text-ink-2';
  }
}

/** From a listing that hides interfaces nobody can say that a rule matches everything. */
function everyPacket({ rule }: RuleRow): string {
  return rule.inInterface.kind === 'unknown' || rule.outInterface.kind === 'unknown'
    ? 'every packet, or those of an interface that the listing hides'
    : 'every packet';
}

/** `cali:Cz_u1IQiXIMmKD4c`: Calico's fingerprint of the rule, nothing for a reader. */
function isHashComment(text: string): boolean {
  return /^cali:[\w-]{16}$/.test(text);
}

/** kube-proxy repeats a service's name in each comment; once is enough, the raw line is a click away. */
function saysTheSame(comment: string, title: string | undefined): boolean {
  const text = comment.replace(' -> ', ' → ');
  return title !== undefined && (text.startsWith(title) || title.startsWith(text));
}
