import type { Kind, Severity, Topology } from '@vethscope/model';
import { FileWarning } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useMemo } from 'react';
import { isLiveId } from '../../api/liveIds.ts';
import { formatCount, plural } from '../../ui/format.ts';
import { KindGlyph } from '../../ui/KindGlyph.tsx';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { diagnosticsOf } from '../../view/diagnosticsOf.ts';
import { useViewState, viewHref } from '../../view/viewState.ts';
import { DiagnosticsCsv } from '../details/DiagnosticsCsv.tsx';
import { DiagnosticsList, severityWords } from '../details/DiagnosticsList.tsx';
import { CaptureAge } from './CaptureAge.tsx';

/** Node and counts of the open capture, in the top bar. */
export function CaptureSummaryBar() {
  const capture = useCapture();
  const { view } = useViewState();
  const { topology } = capture;
  const machines = capture.index.capturedNodes;
  const { namespaces, interfaces, pods } = useMemo(() => countsOf(topology), [topology]);
  const [first] = machines;
  return (
    <div className="flex items-center gap-0.5 text-ink-2">
      {first && (
        <a
          href={viewHref(view, {
            selected: machines.length === 1 ? first.id : undefined,
            node: undefined,
            tab: 'overview',
          })}
          className="inline-flex h-7 items-center gap-1.5 rounded-md px-1.5 text-ink hover:bg-surface-3 max-[1360px]:hidden"
        >
          <KindGlyph kind="node" size={13} />
          {machines.length === 1 ? first.label : plural(machines.length, 'node')}
        </a>
      )}
      {!capture.isPending && (
        <>
          <Count kind="netns" value={namespaces} name="captured namespace" />
          <Count kind="veth" value={interfaces} name="interface" />
          <Count kind="pod" value={pods} name="pod" />
          <Diagnostics />
        </>
      )}
      {/* The live indicator says when. */}
      {!isLiveId(capture.id) && <CaptureAge />}
    </div>
  );
}

function countsOf({ nodes }: Topology) {
  return {
    namespaces: nodes.filter((node) => node.kind === 'netns' && node.captured).length,
    interfaces: nodes.filter((node) => node.kind === 'interface').length,
    pods: nodes.filter((node) => node.kind === 'pod').length,
  };
}

function Count(props: { readonly kind: Kind; readonly value: number; readonly name: string }) {
  const { kind, value, name } = props;
  return (
    <Tooltip content={plural(value, name)}>
      <span className="inline-flex h-7 cursor-default items-center gap-1 px-1 text-xs tabular-nums max-[1000px]:sr-only">
        <KindGlyph kind={kind} size={12} />
        {formatCount(value)}
        <span className="sr-only"> {value === 1 ? name : `${name}s`}</span>
      </span>
    </Tooltip>
  );
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

const COLORS: Readonly<Record<Severity, string>> = {
  error: 'text-error',
  warning: 'text-warning',
  info: 'text-info',
};

/** The number of what was not understood; opens the list, each entry with its lines. */
function Diagnostics() {
  const capture = useCapture();
  const diagnostics = useMemo(() => diagnosticsOf(capture), [capture]);
  const worst = SEVERITIES.find((severity) =>
    diagnostics.some((diagnostic) => diagnostic.severity === severity),
  );
  if (!worst) return null;
  return (
    <Popover.Root>
      <Popover.Trigger
        aria-label={plural(diagnostics.length, 'diagnostic')}
        title="Diagnostics: what of the capture was read only in part, not at all, or replaced"
        className="inline-flex h-7 items-center gap-1 rounded-md px-1.5 text-ink text-xs tabular-nums hover:bg-surface-3"
      >
        <FileWarning size={13} className={COLORS[worst]} aria-hidden="true" />
        {formatCount(diagnostics.length)}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={6}
          collisionPadding={8}
          aria-label="Diagnostics"
          className="z-40 max-h-[70vh] w-[min(560px,calc(100vw-16px))] overflow-y-auto rounded-lg border border-line bg-surface p-3 shadow-pop"
        >
          <div className="mb-2 flex items-start gap-2 text-ink-2">
            <p>
              {severityWords(diagnostics)}: what was read only in part, or not at all, or replaced
              by another output. Everything else was kept.
            </p>
            <DiagnosticsCsv diagnostics={diagnostics} />
          </div>
          <DiagnosticsList diagnostics={diagnostics} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
