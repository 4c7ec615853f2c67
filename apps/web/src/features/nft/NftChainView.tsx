import type { NftChain, NftTable } from '@vethscope/model';
import { CsvButton } from '../../ui/CsvButton.tsx';
import { RowList } from '../../ui/RowList.tsx';
import { SourceLink } from '../../ui/SourceLink.tsx';
import { Term } from '../../ui/Tooltip.tsx';
import { useNetnsView } from '../../view/useNetnsView.ts';
import { useViewState, viewHref } from '../../view/viewState.ts';
import { useRuleChanges } from '../diff/useRuleChanges.ts';
import { Elsewhere } from '../rules/changes/Elsewhere.tsx';
import { HeatSwitch } from '../rules/heat/HeatSwitch.tsx';
import { useHeat } from '../rules/heat/useHeat.ts';
import { NftRuleView } from './NftRuleView.tsx';
import { nftRulesCsv } from './nftCsv.ts';
import type { NftReferrer } from './nftReferrers.ts';

/** One chain: where it hangs, who leads to it, its rules. */
export function NftChainView(props: {
  readonly table: NftTable;
  readonly chain: NftChain;
  readonly referrers: readonly NftReferrer[];
}) {
  const { table, chain, referrers } = props;
  const { view } = useViewState();
  const heat = useHeat(table);
  const compared = useRuleChanges(useNetnsView()?.element.id);
  const rows = chain.rules.map((rule) => ({ key: String(rule.number), rule }));
  const asked = chain.rules.findIndex(({ number }) => String(number) === view.rule);
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-2.5">
      <a
        className="self-start text-accent-text text-xs hover:underline"
        href={viewHref(view, {
          machinery: 'raw',
          chain: undefined,
          rule: undefined,
          q: undefined,
        })}
      >
        All chains
      </a>
      <header className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <h3 className="font-mono font-semibold text-base text-ink [overflow-wrap:anywhere]">
            {chain.name}
          </h3>
          {chain.base ? (
            <p className="text-ink-2">
              hook {chain.base.hook}
              {chain.base.devices ? ` of ${chain.base.devices.join(', ')}` : ''},{' '}
              <Term hint="Of several chains on one hook the one with the lowest number comes first. iptables: raw -300, mangle -150, nat -100 and 100, filter 0.">
                priority {chain.base.priority}
              </Term>
              , type {chain.base.type}, policy <b>{chain.base.policy}</b>
            </p>
          ) : null}
          {chain.comment === undefined ? null : <p className="text-ink-2">{chain.comment}</p>}
        </div>
        <SourceLink evidence={chain.evidence} of={`chain ${chain.name}`} />
      </header>
      {referrers.length === 0 ? null : <Referrers referrers={referrers} />}
      {compared ? (
        <Elsewhere
          chain={chain.name}
          rules={compared.changes.elsewhere(table, chain.name)}
          otherSide={compared.otherSide}
        />
      ) : null}
      {rows.length === 0 ? null : (
        <div className="flex justify-end gap-2">
          <HeatSwitch table={table} without={WITHOUT_COUNTERS} />
          <CsvButton
            name={`Rules of ${chain.name}`}
            className="!size-8"
            rows={() => nftRulesCsv(chain)}
          />
        </div>
      )}
      {rows.length === 0 ? (
        <p className="rounded-md border border-line bg-surface px-3 py-2 text-ink-3">
          No rules: a packet that comes here{' '}
          {chain.base ? 'meets the policy' : 'goes straight back'}.
        </p>
      ) : (
        <RowList
          label={`Rules of ${chain.name}`}
          rows={rows}
          rowHeight={40}
          scrollTo={asked < 0 ? undefined : asked}
          render={({ rule }) => (
            <NftRuleView
              table={table}
              chain={chain.name}
              rule={rule}
              isAsked={String(rule.number) === view.rule}
              heat={heat}
              change={compared?.changes.at(rule.evidence)}
              otherSide={compared?.otherSide}
            />
          )}
        />
      )}
    </div>
  );
}

export const WITHOUT_COUNTERS = 'rules of nftables count only where one says “counter”';

function Referrers({ referrers }: { readonly referrers: readonly NftReferrer[] }) {
  const { view } = useViewState();
  return (
    <section aria-label="Referred to by" className="text-xs">
      <ul className="flex flex-wrap gap-x-3 gap-y-0.5">
        {referrers.map(({ kind, from }) =>
          'map' in from ? (
            <li key={`map ${from.map}`} className="text-ink-2">
              {kind} from map{' '}
              <a
                className="font-mono text-accent-text hover:underline"
                href={viewHref(view, {
                  machinery: 'raw',
                  chain: undefined,
                  rule: undefined,
                  q: `@${from.map}`,
                })}
              >
                @{from.map}
              </a>
            </li>
          ) : (
            <li key={`${from.chain} ${from.rule}`} className="text-ink-2">
              {kind} from{' '}
              <a
                className="font-mono text-accent-text hover:underline"
                href={viewHref(view, { chain: from.chain, rule: String(from.rule), q: undefined })}
              >
                {from.chain} {from.rule}
              </a>
            </li>
          ),
        )}
      </ul>
    </section>
  );
}
