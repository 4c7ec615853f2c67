import type { ChainIndex, IptablesTable } from '@vethscope/model';
import { chainNamer, indexChains, TABLES } from '@vethscope/model';
import { useMemo } from 'react';
import { plural } from '../../ui/format.ts';
import { NetnsPicker } from '../../ui/NetnsPicker.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import type { NetnsView } from '../../view/useNetnsView.ts';
import { useNetnsView } from '../../view/useNetnsView.ts';
import { useViewState } from '../../view/viewState.ts';
import { whyUnknown } from '../../view/whyUnknown.ts';
import { NftTableView } from '../nft/NftTableView.tsx';
import { nftTableKey, shownNftTables } from '../nft/nftTables.ts';
import { ChainList } from './ChainList.tsx';
import { ChainView } from './ChainView.tsx';
import { parseChainPath } from './chainPath.ts';
import { MachinerySwitch } from './machinery/MachinerySwitch.tsx';
import { MachineryView } from './machinery/MachineryView.tsx';
import { machineryOf } from './machinery/machineryOf.ts';
import { TableNotes } from './TableNotes.tsx';

/** iptables of one namespace: table, hooks, chains, rules, and the way through them. */
export function ChainsTab() {
  const shown = useNetnsView();
  if (!shown) return <Note>This capture holds no network namespace.</Note>;
  return (
    <div className="flex h-full min-h-0 flex-col gap-3 p-3">
      <NetnsPicker shown={shown} />
      <Tables shown={shown} />
    </div>
  );
}

function Tables({ shown }: { readonly shown: NetnsView }) {
  const { view } = useViewState();
  const { element, netns, family } = shown;
  const tables = (netns?.iptables ?? [])
    .filter((table) => table.family === family)
    .sort((a, b) => TABLES.indexOf(a.table) - TABLES.indexOf(b.table));
  const nftTables = shownNftTables(netns?.nftTables ?? [], family);
  const nftTable =
    nftTables.find((t) => nftTableKey(t) === view.table) ??
    (tables.length === 0 ? nftTables[0] : undefined);
  const entries = [
    ...tables.map((t) => ({ key: tableKey(t), chains: t.chains.length })),
    ...nftTables.map((t) => ({ key: nftTableKey(t), chains: t.chains?.length })),
  ];
  if (nftTable) {
    return (
      <>
        <TableTabs entries={entries} chosen={nftTableKey(nftTable)} />
        <NftTableView
          key={`${element.id}/${nftTableKey(nftTable)}`}
          table={nftTable}
          all={netns?.nftTables ?? []}
        />
      </>
    );
  }
  const table = tables.find((t) => tableKey(t) === view.table) ?? defaultTable(tables);
  if (!table) return <NoTable shown={shown} />;
  return (
    <>
      <TableTabs entries={entries} chosen={tableKey(table)} />
      <TableNotes table={table} />
      <TableBody
        key={`${element.id}/${tableKey(table)}/${family}`}
        table={table}
        filter={tables.find((t) => t.table === 'filter' && t.backend === table.backend)}
      />
    </>
  );
}

/** None, and known to be none, or not captured: with the reason, where the capture tells. */
function NoTable({ shown: { element, netns, family } }: { readonly shown: NetnsView }) {
  const { index } = useCapture();
  const kind = family === 6 ? 'iptables6' : 'iptables4';
  const program = family === 6 ? 'ip6tables' : 'iptables';
  if (netns?.captured.includes(kind)) {
    return (
      <Note>
        There are no {program} rules in {element.label}.
      </Note>
    );
  }
  const why = whyUnknown(index.netnsCapture(element.id), kind);
  return (
    <Note>
      No {program} rules of {element.label} were captured:{' '}
      {why ?? (
        <>
          run{' '}
          <code className="font-mono">
            {element.isHost ? '' : `ip netns exec ${element.name} `}
            {program}-save -c
          </code>
        </>
      )}
      .
    </Note>
  );
}

/** A namespace can have a table twice, once from each back end. */
function tableKey(table: IptablesTable): string {
  return table.backend === 'legacy' ? `${table.table}-legacy` : table.table;
}

/** Most people come for services (nat) or for what is let through (filter). */
function defaultTable(tables: readonly IptablesTable[]): IptablesTable | undefined {
  return tables.find(({ table }) => table === 'filter') ?? tables[0];
}

function TableTabs(props: {
  /** `chains` is absent where only the table's name is known. */
  readonly entries: readonly { readonly key: string; readonly chains: number | undefined }[];
  readonly chosen: string;
}) {
  const { setView } = useViewState();
  return (
    <fieldset className="flex flex-wrap gap-1 border-b border-line">
      <legend className="sr-only">Table</legend>
      {props.entries.map(({ key, chains }) => (
        <button
          key={key}
          type="button"
          aria-pressed={key === props.chosen}
          className="-mb-px border-b-2 border-transparent px-2.5 py-1 font-mono text-ink-2 hover:text-ink aria-pressed:border-accent aria-pressed:font-semibold aria-pressed:text-ink"
          onClick={() =>
            setView({
              ...{ table: key, chain: undefined, rule: undefined },
              ...{ parts: undefined, q: undefined },
            })
          }
        >
          {key}
          {chains === undefined ? null : (
            <span className="ml-1.5 font-sans text-2xs font-normal text-ink-3">
              {plural(chains, 'chain')}
            </span>
          )}
        </button>
      ))}
    </fieldset>
  );
}

function TableBody(props: {
  readonly table: IptablesTable;
  readonly filter: IptablesTable | undefined;
}) {
  const { table, filter } = props;
  const { topology } = useCapture();
  const { view } = useViewState();
  const index: ChainIndex = useMemo(() => indexChains(table), [table]);
  const nameOf = useMemo(() => chainNamer(topology, index), [topology, index]);
  const path = parseChainPath(view.chain);
  const chain = index.chain(path.at(-1) ?? '');
  if (chain) return <ChainView index={index} chain={chain} path={path} nameOf={nameOf} />;
  const machinery = machineryOf(table);
  const isCollapsed = machinery && view.machinery !== 'raw' && path.length === 0;
  return (
    <>
      {machinery ? <MachinerySwitch machinery={machinery} /> : null}
      {isCollapsed ? (
        <MachineryView machinery={machinery} index={index} nameOf={nameOf} filter={filter} />
      ) : (
        <ChainList index={index} nameOf={nameOf} missing={path.at(-1)} />
      )}
    </>
  );
}

function Note({ children }: { readonly children: React.ReactNode }) {
  return (
    <p className="rounded-md border border-line bg-surface-2 px-3 py-2 text-ink-2">{children}</p>
  );
}
