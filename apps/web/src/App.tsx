import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import type { CaptureSummary } from './api/captureSource.ts';
import { isShown } from './api/liveIds.ts';
import { useCaptureList } from './api/queries.ts';
import { useCaptureSource } from './api/SourceContext.tsx';
import { NoCaptures } from './features/captures/NoCaptures.tsx';
import { UploadList } from './features/captures/UploadList.tsx';
import { useDragging } from './features/captures/useDragging.ts';
import { useUploads } from './features/captures/useUploads.ts';
import { ComparisonProvider } from './features/diff/ComparisonContext.tsx';
import { FindingsProvider } from './features/findings/FindingsContext.tsx';
import { FindingsCount } from './features/findings/FindingsCount.tsx';
import { LiveProvider, useCaptureId } from './features/live/LiveContext.tsx';
import { CapturePalette } from './features/palette/CapturePalette.tsx';
import { Palette } from './features/palette/Palette.tsx';
import { SearchBox } from './features/search/SearchBox.tsx';
import { SharePanel } from './features/share/SharePanel.tsx';
import { fieldsOf, viewOfFields } from './features/share/viewFields.ts';
import { CaptureSummaryBar } from './features/shell/CaptureSummaryBar.tsx';
import { LoadFailure } from './features/shell/LoadFailure.tsx';
import { SkipLinks } from './features/shell/SkipLinks.tsx';
import { type Panels, TopBar } from './features/shell/TopBar.tsx';
import { useShellActions } from './features/shell/useShellActions.ts';
import { Workspace } from './features/shell/Workspace.tsx';
import { TraceProvider } from './features/trace/TraceContext.tsx';
import { ReadingPanel, ReadingStopped } from './reading/ReadingPanel.tsx';
import { useOpenCapture, useStopReading } from './reading/useOpenCapture.ts';
import { lazyPart } from './ui/lazyPart.ts';
import { Spinner } from './ui/states.tsx';
import { useThemeAttribute } from './ui/theme.ts';
import { CaptureProvider, type OpenCapture } from './view/CaptureContext.tsx';
import { useViewState } from './view/viewState.ts';

/** Not a part of the first screen. */
const HelpSheet = lazy(() => import('./features/shell/HelpSheet.tsx'));
/** An exported page takes no files. */
const DropZone =
  import.meta.env.MODE === 'export'
    ? undefined
    : lazyPart(async () => (await import('./features/captures/DropZone.tsx')).DropZone);

export function App() {
  const source = useCaptureSource();
  const isLive = useCaptureList().data?.some(({ live }) => live) ?? false;
  return (
    <LiveProvider source={isLive && source.mode === 'server' ? source : undefined}>
      <Page />
    </LiveProvider>
  );
}

function Page() {
  useThemeAttribute();
  const source = useCaptureSource();
  const list = useCaptureList();
  const id = useCaptureId(useFirstCaptureByDefault(list.data));
  const capture = useOpenCapture(id);
  const stopReading = useStopReading();
  const uploads = useUploads(source.mode === 'server' ? source : undefined);
  const { isDragging, end: endDragging } = useDragging();
  const [panels, setPanels] = useState<Panels>({ outline: false, details: true });
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [barPlace, setBarPlace] = useState<HTMLElement | null>(null);
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  useShellActions({
    panels,
    onPanels: setPanels,
    onHelp: () => setHelpOpen(true),
    onPalette: () => setPaletteOpen((isOpen) => !isOpen),
    hasCapture: capture.data !== undefined,
  });

  const failure = list.error ?? capture.error;
  // Of one that broke off on the way nothing is shown: it would say less than is there.
  const data = failure && capture.data?.isPending ? undefined : capture.data;
  return (
    <div className="flex h-full flex-col">
      {data && <SkipLinks />}
      {/* Not inside of the capture's contexts: its menus stay open while a capture comes or goes. */}
      <TopBar
        panels={panels}
        onPanels={setPanels}
        onHelp={() => setHelpOpen(true)}
        onFiles={uploads.start}
        hasCapture={data !== undefined}
        onPlace={setBarPlace}
      />
      <OptionalCapture capture={data}>
        {data &&
          barPlace &&
          createPortal(
            <>
              <CaptureSummaryBar />
              <FindingsCount />
              <SearchBox />
              <SharePanel name={list.data?.find((one) => isShown(one, id))?.name ?? data.id} />
            </>,
            barPlace,
          )}
        {data ? (
          <Workspace panels={panels} />
        ) : (
          <main className="min-h-0 flex-1">
            {failure ? (
              <LoadFailure
                error={failure}
                onRetry={() => {
                  void list.refetch();
                  if (id !== undefined) void capture.refetch();
                }}
              />
            ) : list.data?.length === 0 ? (
              <NoCaptures onFiles={uploads.start} />
            ) : id === undefined ? (
              <Spinner label="Loading…" />
            ) : capture.isFetching ? (
              <ReadingPanel id={id} onStop={() => stopReading(id)} />
            ) : (
              <ReadingStopped onRead={() => void capture.refetch()} />
            )}
          </main>
        )}
        {isPaletteOpen &&
          (data ? (
            <CapturePalette onClose={() => setPaletteOpen(false)} />
          ) : (
            <Palette onClose={() => setPaletteOpen(false)} />
          ))}
      </OptionalCapture>
      <UploadList uploads={uploads} />
      <Suspense>
        {DropZone && isDragging && source.mode === 'server' && (
          <DropZone uploads={uploads} onEnd={endDragging} />
        )}
      </Suspense>
      <Suspense>{isHelpOpen && <HelpSheet onClose={() => setHelpOpen(false)} />}</Suspense>
    </div>
  );
}

/** Without a capture in the URL the first one is opened: one click less to a picture. */
function useFirstCaptureByDefault(list: readonly CaptureSummary[] | undefined): string | undefined {
  const { view, setView } = useViewState();
  const source = useCaptureSource();
  const first = list?.[0]?.id;
  useEffect(() => {
    if (view.capture !== undefined || first === undefined) return;
    // An exported page opens with the view that it was made from, unless the link says another.
    const own = source.mode === 'embedded' ? source.keepsakes.view : undefined;
    const opened = own !== undefined && fieldsOf(view) === '' ? viewOfFields(own, view) : undefined;
    setView({ ...opened, capture: first }, 'replace');
  }, [view, first, setView, source]);
  return view.capture;
}

function OptionalCapture(props: {
  readonly capture: OpenCapture | undefined;
  readonly children: ReactNode;
}) {
  return props.capture ? (
    <CaptureProvider capture={props.capture}>
      <ComparisonProvider>
        <FindingsProvider>
          <TraceProvider>{props.children}</TraceProvider>
        </FindingsProvider>
      </ComparisonProvider>
    </CaptureProvider>
  ) : (
    props.children
  );
}
