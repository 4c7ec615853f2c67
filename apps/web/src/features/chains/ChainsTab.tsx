import type { ChainIndex, Evidence, IptablesTable } from '@vethscope/model';
import {
  bridgeStations,
  chainNamer,
  deviceStations,
  hookStations,
  indexChains,
  TABLES,
} from '@vethscope/model';
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
import { MachinerySwitch } from '../rules/machinery/MachinerySwitch.tsx';
import { ChainList } from './ChainList.tsx';
import { ChainView } from './ChainView.tsx';
import { parseChainPath } from './chainPath.ts';
import { HookDiagram } from './hooks/HookDiagram.tsx';
import { tablesListed } from './hooks/tablesListed.ts';
import { MachineryView } from './machinery/MachineryView.tsx';
import { MACHINERY_TITLES, machineryOf, machineryShown } from './machinery/machineryOf.ts';
import { TableNotes } from './TableNotes.tsx';
import { tableKey } from './tableKey.ts';

/** iptables of one namespace: table, hooks, chains, rules, and the way through them. */
export function ChainsTab() {
  const shown = useNetnsView();
  if (!shown) return <Note>This capture holds no network namespace.</Note>;
  return (
    <div className="flex h-full min-h-0 flex-col gap-3 px-4 py-3">
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
  if (tables.length === 0 && nftTables.length === 0) return <NoTable shown={shown} />;
  const entries = [
    ...tables.map((t) => ({ key: tableKey(t), chains: t.chains.length })),
    ...nftTables.map((t) => ({ key: nftTableKey(t), chains: t.chains?.length })),
  ];
  const nftTable = nftTables.find((t) => nftTableKey(t) === view.table);
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
  const table = tables.find((t) => tableKey(t) === view.table);
  if (!table) {
    return (
      <>
        <TableTabs entries={entries} chosen={undefined} />
        {view.table === undefined ? null : (
          <Note>
            There is no table <code className="font-mono">{view.table}</code> here.
          </Note>
        )}
        <Hooks shown={shown} />
      </>
    );
  }
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

/** The entrance: all tables at once, in a packet's order. */
function Hooks({ shown: { netns, family } }: { readonly shown: NetnsView }) {
  const { index } = useCapture();
  const hooks = useMemo(() => {
    const { iptables = [], nftTables = [], captured = [] } = netns ?? {};
    const commandOf = ({ file, line }: Evidence) => index.runAt(file, line)?.run.command;
    const listed = tablesListed(iptables, captured, family, commandOf);
    return {
      stations: hookStations({ family, tables: iptables, nftTables, listed }),
      ingress: deviceStations(nftTables, 'ingress'),
      egress: deviceStations(nftTables, 'egress'),
      bridge: bridgeStations(nftTables),
    };
  }, [netns, family, index]);
  return <HookDiagram {...hooks} />;
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

function TableTabs(props: {
  /** `chains` is absent where only the table's name is known. */
  readonly entries: readonly { readonly key: string; readonly chains: number | undefined }[];
  /** Absent: the hooks, with all tables. */
  readonly chosen: string | undefined;
}) {
  return (
    <fieldset className="flex flex-wrap gap-1 border-b border-line">
      <legend className="sr-only">Table</legend>
      <TableTab table={undefined} isChosen={props.chosen === undefined}>
        Hooks
      </TableTab>
      {props.entries.map(({ key, chains }) => (
        <TableTab key={key} table={key} isChosen={key === props.chosen}>
          <span className="font-mono">{key}</span>
          {chains === undefined ? null : (
            <span className="ml-1.5 text-2xs font-normal text-ink-3">
              {plural(chains, 'chain')}
            </span>
          )}
        </TableTab>
      ))}
    </fieldset>
  );
}

function TableTab(props: {
  readonly table: string | undefined;
  readonly isChosen: boolean;
  readonly children: React.ReactNode;
}) {
  const { setView } = useViewState();
  return (
    <button
      type="button"
      aria-pressed={props.isChosen}
      className="-mb-px border-b-2 border-transparent px-2.5 py-1 text-ink-2 hover:text-ink aria-pressed:border-accent aria-pressed:font-semibold aria-pressed:text-ink"
      onClick={() =>
        setView({
          ...{ table: props.table, chain: undefined, rule: undefined },
          ...{ parts: undefined, q: undefined },
        })
      }
    >
      {props.children}
    </button>
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
  const path = useMemo(() => parseChainPath(view.chain), [view.chain]);
  const chain = index.chain(path.at(-1) ?? '');
  if (chain) return <ChainView index={index} chain={chain} path={path} nameOf={nameOf} />;
  const machinery = machineryOf(table);
  const shown = path.length === 0 ? machineryShown(machinery, view.machinery) : undefined;
  return (
    <>
      {machinery.length === 0 ? null : (
        <MachinerySwitch
          collapsed={machinery.map((key) => ({ key, title: MACHINERY_TITLES[key] }))}
          shown={shown}
        />
      )}
      {shown ? (
        <MachineryView machinery={shown} index={index} nameOf={nameOf} filter={filter} />
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
