import type { NftRule, NftStatement, NftTable } from '@vethscope/model';
import { formatBytes, formatCount, plural } from '../../ui/format.ts';
import { SourceLink } from '../../ui/SourceLink.tsx';
import { Term } from '../../ui/Tooltip.tsx';
import type { Side } from '../diff/detailsSide.ts';
import type { RuleChange } from '../diff/ruleChanges.ts';
import { RuleSign } from '../rules/changes/RuleSign.tsx';
import type { Heat } from '../rules/heat/useHeat.ts';
import { RuleMenu } from '../rules/RuleMenu.tsx';
import { NftChainLink } from './NftChainLink.tsx';
import { nftCommands } from './nftCommands.ts';

/** One rule: what it asks for, what it does, where it leads, what its author noted. */
export function NftRuleView(props: {
  readonly table: NftTable;
  readonly chain: string;
  readonly rule: NftRule;
  readonly isAsked: boolean;
  readonly heat: Heat | undefined;
  /** What became of it, while two captures are compared. */
  readonly change: RuleChange | undefined;
  readonly otherSide: Side | undefined;
}) {
  const { table, chain, rule, isAsked, heat, change, otherSide } = props;
  const { number, handle, statements, comment, counters, evidence } = rule;
  return (
    <div
      className={`flex items-start gap-2 py-1.5 pr-1.5 pl-1 ${isAsked ? 'bg-mark' : ''}`}
      aria-current={isAsked ? 'true' : undefined}
      style={isAsked ? undefined : heat?.ground(counters?.packets)}
    >
      <span
        className="w-6 shrink-0 text-right font-mono text-ink-3 text-xs leading-5"
        title={handle === undefined ? undefined : `handle ${handle}`}
      >
        {number}
      </span>
      <div className="min-w-0 flex-1">
        {change && otherSide ? <RuleSign change={change} otherSide={otherSide} /> : null}
        <p className="flex flex-wrap gap-x-1.5 gap-y-0.5">
          {statements === undefined ? (
            <span className="text-ink-3">left out of this capture by redaction</span>
          ) : (
            statements.map((statement, i) => <Statement key={i} statement={statement} />)
          )}
        </p>
        {comment === undefined ? null : <p className="break-words text-ink-3 text-xs">{comment}</p>}
      </div>
      {counters ? (
        <span
          className="shrink-0 text-right font-mono text-2xs text-ink-3 leading-5"
          title={`${plural(counters.packets, 'packet')}, ${formatBytes(counters.bytes)}`}
        >
          {formatCount(counters.packets)}
        </span>
      ) : null}
      <RuleMenu chain={chain} rule={rule} commandsOf={() => nftCommands(table, chain, rule)} />
      <SourceLink evidence={evidence} of={`rule ${number} of ${chain}`} />
    </div>
  );
}

function Statement({ statement }: { readonly statement: NftStatement }) {
  const { kind, text, jumps = [] } = statement;
  const words = (
    <span className={`font-mono text-xs leading-5 [overflow-wrap:anywhere] ${LOOKS[kind]}`}>
      {text}
    </span>
  );
  const [only] = jumps;
  if (only && jumps.length === 1 && text === `${only.kind} ${only.chain}`) {
    return <NftChainLink chain={only.chain} text={text} />;
  }
  return (
    <>
      {kind === 'unknown' ? (
        <Term hint="Not known here: this is what nft printed.">{words}</Term>
      ) : kind === 'compat' ? (
        <Term hint="An extension of iptables: nft only names it.">{words}</Term>
      ) : (
        words
      )}
      {[...new Set(jumps.map(({ chain }) => chain))].map((chain) => (
        <NftChainLink key={chain} chain={chain} text={`→ ${chain}`} />
      ))}
    </>
  );
}

const LOOKS: Readonly<Record<NftStatement['kind'], string>> = {
  match: 'rounded bg-surface-2 px-1.5 text-ink',
  verdict: 'font-semibold text-ink',
  action: 'text-ink-2',
  rule: 'text-ink',
  compat: 'text-ink-3 italic',
  unknown: 'rounded bg-warning-soft px-1.5 text-ink',
};
