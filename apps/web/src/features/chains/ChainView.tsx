import type { Chain, ChainIndex, ChainName, ChainNamer, Referrer } from '@vethscope/model';
import { ChevronRight } from 'lucide-react';
import { Fragment, useCallback, useDeferredValue, useMemo, useState } from 'react';
import { CsvButton } from '../../ui/CsvButton.tsx';
import { FilterBox } from '../../ui/FilterBox.tsx';
import { plural } from '../../ui/format.ts';
import { SourceLink } from '../../ui/SourceLink.tsx';
import { Term } from '../../ui/Tooltip.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { useNetnsView } from '../../view/useNetnsView.ts';
import { useViewState, viewHref } from '../../view/viewState.ts';
import { useRuleChanges } from '../diff/useRuleChanges.ts';
import { Elsewhere } from '../rules/changes/Elsewhere.tsx';
import { HeatSwitch } from '../rules/heat/HeatSwitch.tsx';
import { formatChainPath, stepOut } from './chainPath.ts';
import { rulesCsv } from './chainsCsv.ts';
import { counterText } from './counterText.ts';
import { ChainGraphView } from './graph/ChainGraphView.tsx';
import { GraphLegend, GraphSwitch } from './graph/GraphSwitch.tsx';
import { RuleListView } from './RuleListView.tsx';
import { fittingRows, ruleRows } from './ruleRows.ts';

/** One chain: what it is for, who refers to it, its rules as a readable list or as a graph. */
export function ChainView(props: {
  readonly index: ChainIndex;
  readonly chain: Chain;
  readonly path: readonly string[];
  readonly nameOf: ChainNamer;
}) {
  const { index, chain, path, nameOf } = props;
  const { view } = useViewState();
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const asked = useDeferredValue(view.q ?? '');
  const all = useMemo(() => ruleRows(index, chain, expanded), [index, chain, expanded]);
  const rows = useMemo(() => fittingRows(all, asked), [all, asked]);
  const compared = useRuleChanges(useNetnsView()?.element.id);
  const isGraph = view.rule === 'graph';
  const toggle = useCallback((key: string) => {
    setExpanded((known) => {
      const next = new Set(known);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  }, []);
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-2.5">
      <Breadcrumbs path={path} />
      <Heading chain={chain} name={nameOf(chain)} />
      <Referrers
        referrers={index.referrers(chain.name)}
        path={path}
        nameOf={nameOf}
        index={index}
      />
      {compared ? (
        <Elsewhere
          chain={chain.name}
          rules={compared.changes.elsewhere(index.table, chain.name)}
          otherSide={compared.otherSide}
        />
      ) : null}
      <div className="flex gap-2">
        {isGraph ? (
          <GraphLegend />
        ) : (
          <div className="min-w-0 flex-1">
            <FilterBox
              label="Filter rules"
              placeholder={`Filter ${plural(chain.rules.length, 'rule')}`}
            />
          </div>
        )}
        <HeatSwitch table={index.table} without="iptables-save -c shows them" />
        {isGraph ? null : (
          <CsvButton
            name={`Rules of ${chain.name}`}
            className="!size-8"
            rows={() => rulesCsv(rows)}
          />
        )}
        <GraphSwitch list="Rules" />
      </div>
      {isGraph ? (
        <ChainGraphView index={index} root={chain.name} path={path} nameOf={nameOf} />
      ) : (
        <RuleListView
          table={index.table}
          chain={chain}
          rows={rows}
          path={path}
          nameOf={nameOf}
          expanded={expanded}
          onToggle={toggle}
        />
      )}
    </div>
  );
}

function Breadcrumbs({ path }: { readonly path: readonly string[] }) {
  const { view } = useViewState();
  return (
    <nav aria-label="Breadcrumbs" className="flex flex-wrap items-center gap-1 text-xs text-ink-3">
      <a
        className="text-accent-text hover:underline"
        href={viewHref(view, { machinery: 'raw', chain: undefined, rule: undefined, q: undefined })}
      >
        All chains
      </a>
      {path.map((name, i) => (
        <Fragment key={name}>
          <ChevronRight aria-hidden size={12} />
          {i === path.length - 1 ? (
            <span aria-current="page" className="font-mono break-all">
              {name}
            </span>
          ) : (
            <a
              className="font-mono break-all text-accent-text hover:underline"
              href={viewHref(view, {
                chain: formatChainPath(path.slice(0, i + 1)),
                rule: undefined,
                q: undefined,
              })}
            >
              {name}
            </a>
          )}
        </Fragment>
      ))}
    </nav>
  );
}

function Heading(props: { readonly chain: Chain; readonly name: ChainName | undefined }) {
  const { chain, name } = props;
  const { index } = useCapture();
  const { view } = useViewState();
  const subject = name?.subject;
  const exists = subject !== undefined && (index.node(subject) ?? index.service(subject));
  return (
    <header className="flex items-start gap-2">
      <div className="min-w-0 flex-1">
        <h3 className="font-mono text-base font-semibold break-all text-ink">{chain.name}</h3>
        {name ? (
          <p className="text-ink-2">
            {name.title}
            {name.confidence === 'inferred' ? (
              <span className="ml-1.5 text-xs text-ink-3">(inferred)</span>
            ) : null}
            {exists ? (
              <a
                className="ml-2 text-accent-text hover:underline"
                href={viewHref(view, { selected: subject, tab: 'overview' })}
              >
                show
              </a>
            ) : null}
          </p>
        ) : null}
        {chain.policy === undefined ? null : (
          <p className="text-xs text-ink-3">
            <Term hint="What becomes of a packet that no rule of this chain decided about.">
              Policy
            </Term>
            : <b className="text-ink-2">{chain.policy}</b>
            {chain.counters ? ` (${counterText(chain.counters)})` : ''}
          </p>
        )}
      </div>
      <SourceLink evidence={chain.evidence} of={`chain ${chain.name}`} />
    </header>
  );
}

const MAX_REFERRERS = 6;

function Referrers(props: {
  readonly referrers: readonly Referrer[];
  readonly path: readonly string[];
  readonly nameOf: ChainNamer;
  readonly index: ChainIndex;
}) {
  const { referrers, path, nameOf, index } = props;
  const { view } = useViewState();
  const [isOpen, setOpen] = useState(false);
  if (referrers.length === 0) return null;
  const shown = isOpen ? referrers : referrers.slice(0, MAX_REFERRERS);
  return (
    <section aria-label="Referred to by" className="text-xs">
      <ul className="flex flex-wrap gap-x-3 gap-y-0.5">
        <li className="text-ink-3">Referred to by</li>
        {shown.map((referrer) => {
          const caller = index.chain(referrer.chain);
          return (
            <li key={`${referrer.chain} ${referrer.rule.number}`}>
              <a
                className="font-mono text-accent-text hover:underline"
                title={caller ? nameOf(caller)?.title : undefined}
                href={viewHref(view, {
                  chain: formatChainPath(stepOut(path, referrer.chain)),
                  rule: String(referrer.rule.number),
                  q: undefined,
                })}
              >
                {referrer.chain} {referrer.rule.number}
              </a>
              {referrer.kind === 'goto' ? <span className="text-ink-3"> (goto)</span> : null}
            </li>
          );
        })}
        {referrers.length > MAX_REFERRERS ? (
          <li>
            <button
              type="button"
              className="text-accent-text hover:underline"
              onClick={() => setOpen(!isOpen)}
            >
              {isOpen ? 'fewer' : `${referrers.length - MAX_REFERRERS} more`}
            </button>
          </li>
        ) : null}
      </ul>
    </section>
  );
}
