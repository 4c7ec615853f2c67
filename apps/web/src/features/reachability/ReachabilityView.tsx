import { Grid3x3 } from 'lucide-react';
import { useDeferredValue, useMemo } from 'react';
import { Button } from '../../ui/Button.tsx';
import { CsvButton } from '../../ui/CsvButton.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { useViewState } from '../../view/viewState.ts';
import { PacketFields } from '../trace/PacketFields.tsx';
import { parsePort, protocolOf } from '../trace/traceQuestion.ts';
import { Matrix } from './Matrix.tsx';
import { MatrixLegend } from './MatrixLegend.tsx';
import { MatrixProgress } from './MatrixProgress.tsx';
import {
  filtered,
  MATRIX_KINDS,
  type MatrixKind,
  podTargets,
  senders as sendersOf,
  serviceTargets,
} from './matrixAxes.ts';
import { matrixCsv } from './matrixCsv.ts';
import { useReachability } from './useReachability.ts';

/** Asked of pods where the view names no port. */
const DEFAULT_PORT = 80;

/** Who reaches whom: every pod against every service or pod; each cell leads to its trace. */
export function ReachabilityView() {
  const { topology } = useCapture();
  const { view } = useViewState();
  const kind = MATRIX_KINDS.find((known) => known === view.matrix) ?? 'services';
  const proto = protocolOf(view);
  const port = parsePort(view.dport);
  const dport = typeof port === 'number' ? port : DEFAULT_PORT;
  const all = useMemo(
    () => ({
      senders: sendersOf(topology),
      targets:
        kind === 'services' ? serviceTargets(topology) : podTargets(topology, { proto, dport }),
    }),
    [topology, kind, proto, dport],
  );
  const rowText = useDeferredValue(view.rows);
  const columnText = useDeferredValue(view.columns);
  const senders = useMemo(() => filtered(all.senders, rowText), [all, rowText]);
  const targets = useMemo(() => filtered(all.targets, columnText), [all, columnText]);
  const reachability = useReachability(senders, targets);
  const isEmpty = senders.length === 0 || targets.length === 0;
  return (
    <div className="flex h-full flex-col bg-surface">
      <Heading kind={kind} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-line border-b bg-surface-2 px-3 py-1">
        <Filter field="rows" label="Filter senders" />
        <Filter field="columns" label="Filter receivers" />
        {!isEmpty && (
          <>
            <MatrixProgress reachability={reachability} pairs={senders.length * targets.length} />
            <CsvButton
              name="Reachability"
              rows={() => matrixCsv(senders, targets, reachability.reachOf)}
            />
          </>
        )}
      </div>
      {isEmpty ? (
        <Nothing kind={kind} isFiltered={all.senders.length > 0 && all.targets.length > 0} />
      ) : (
        <>
          <Matrix senders={senders} targets={targets} reachOf={reachability.reachOf} />
          <MatrixLegend senders={senders} targets={targets} reachability={reachability} />
        </>
      )}
    </div>
  );
}

function Heading({ kind }: { readonly kind: MatrixKind }) {
  const { setView } = useViewState();
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-line border-b px-3 py-1.5">
      <h2 className="font-semibold">Reachability</h2>
      <KindChoice chosen={kind} />
      {kind === 'pods' && <PacketFields defaultPort={DEFAULT_PORT} />}
      <Button
        className="ml-auto"
        onClick={() => setView({ matrix: undefined, rows: undefined, columns: undefined })}
      >
        Picture
      </Button>
    </div>
  );
}

function Filter(props: { readonly field: 'rows' | 'columns'; readonly label: string }) {
  const { field, label } = props;
  const { view, setView } = useViewState();
  return (
    <input
      type="search"
      aria-label={label}
      placeholder={label}
      spellCheck={false}
      value={view[field] ?? ''}
      onChange={({ target }) => setView({ [field]: target.value || undefined }, 'replace')}
      className="h-7 w-40 rounded-md border border-line-strong bg-surface px-2 text-ink placeholder:text-ink-3"
    />
  );
}

function KindChoice(props: { readonly chosen: MatrixKind }) {
  const { setView } = useViewState();
  return (
    <fieldset className="flex overflow-hidden rounded-md border border-line-strong">
      <legend className="sr-only">Receivers</legend>
      {MATRIX_KINDS.map((kind) => (
        <button
          key={kind}
          type="button"
          aria-pressed={kind === props.chosen}
          className="h-7 px-2.5 text-ink-2 hover:bg-surface-2 aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent-text"
          onClick={() => setView({ matrix: kind })}
        >
          pods to {kind}
        </button>
      ))}
    </fieldset>
  );
}

function Nothing(props: { readonly kind: MatrixKind; readonly isFiltered: boolean }) {
  const { setView } = useViewState();
  return props.isFiltered ? (
    <EmptyState icon={Grid3x3} title="No pair fits the filters">
      <button
        type="button"
        className="text-accent-text hover:underline"
        onClick={() => setView({ rows: undefined, columns: undefined })}
      >
        Show all
      </button>
    </EmptyState>
  ) : (
    <EmptyState icon={Grid3x3} title={`This capture knows of no ${props.kind}`}>
      The matrix asks pods against {props.kind}: <code>kubectl get {props.kind} -A -o json</code> in
      the capture tells of them. A single packet can be traced all the same, from and to any
      address.
    </EmptyState>
  );
}
