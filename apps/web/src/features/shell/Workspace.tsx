import { lazy, memo, Suspense, useEffect, useMemo } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx';
import { lazyPart, loadParts } from '../../ui/lazyPart.ts';
import { Spinner } from '../../ui/states.tsx';
import { useMediaQuery } from '../../ui/useMediaQuery.ts';
import { useCapture } from '../../view/CaptureContext.tsx';
import { untilIdle } from '../../view/untilIdle.ts';
import { useViewState } from '../../view/viewState.ts';
import { DetailsPanel } from '../details/DetailsPanel.tsx';
import { DetailsSide } from '../diff/DetailsSide.tsx';
import { UnionCapture } from '../diff/UnionCapture.tsx';
import { isListOpen } from '../findings/findingsView.ts';
import { TimelineStrip } from '../live/TimelineStrip.tsx';
import { TopologyView } from '../topology/TopologyView.tsx';
import { Announcer } from './Announcer.tsx';
import type { Panels } from './TopBar.tsx';
import { isOutlineOpen } from './useOutlineSwitch.ts';

/** Not a part of the first screen. */
const PictureTable = lazy(() => import('../pictureTable/PictureTable.tsx'));

const Outline = lazyPart(async () => (await import('../outline/Outline.tsx')).Outline);
const FindingsPanel = lazyPart(
  async () => (await import('../findings/FindingsPanel.tsx')).FindingsPanel,
);
const ChangesPanel = lazyPart(async () => (await import('../diff/ChangesPanel.tsx')).ChangesPanel);
const NothingDrawn = lazyPart(async () => (await import('./NothingDrawn.tsx')).NothingDrawn);
const ReachabilityView = lazyPart(
  async () => (await import('../reachability/ReachabilityView.tsx')).ReachabilityView,
);

/** Below this width the details stand under the picture. */
const NARROW = '(max-width: 959px)';

/**
 * The open capture: outline, picture and details, with movable borders between them. Of a large one
 * that is much: the palette and other sheets that come over it do not make it again.
 */
export const Workspace = memo(function Workspace(props: { readonly panels: Panels }) {
  const { details } = props.panels;
  const isNarrow = useMediaQuery(NARROW);
  const { id, isPending, topology } = useCapture();
  const { view } = useViewState();
  const isEmpty = useMemo(
    () => isPending !== true && topology.nodes.every(({ kind }) => kind !== 'interface'),
    [isPending, topology],
  );
  const outline = isOutlineOpen(props.panels, view);
  useEffect(() => {
    const controller = new AbortController();
    loadParts(() => untilIdle(controller.signal)).catch(() => {
      // Whoever needs a part asks again, and is told.
    });
    return () => controller.abort();
  }, []);
  return (
    <main className="min-h-0 flex-1">
      <Announcer />
      <Group
        key={isNarrow ? 'narrow' : 'wide'}
        orientation={isNarrow ? 'vertical' : 'horizontal'}
        className="h-full"
      >
        <Panel id="main" minSize={isNarrow ? 160 : 320}>
          <Group orientation="horizontal" className="h-full">
            {isListOpen(view) ? (
              <>
                <Panel
                  id="findings"
                  defaultSize={340}
                  minSize={240}
                  maxSize="70%"
                  groupResizeBehavior="preserve-pixel-size"
                >
                  <section aria-label="Findings" className="h-full">
                    <ErrorBoundary what="the findings" resetKey={`${id} ${view.finding ?? ''}`}>
                      <Suspense fallback={<Spinner label="Loading…" />}>
                        <FindingsPanel />
                      </Suspense>
                    </ErrorBoundary>
                  </section>
                </Panel>
                <Border orientation="vertical" label="Width of the findings" />
              </>
            ) : (
              outline && (
                <>
                  <Panel
                    id="outline"
                    defaultSize={250}
                    minSize={180}
                    maxSize="60%"
                    groupResizeBehavior="preserve-pixel-size"
                  >
                    <nav aria-label="Outline" className="h-full bg-surface">
                      <UnionCapture>
                        <Suspense fallback={<Spinner label="Loading…" />}>
                          <Outline />
                        </Suspense>
                      </UnionCapture>
                    </nav>
                  </Panel>
                  <Border orientation="vertical" label="Width of the outline" />
                </>
              )
            )}
            <Panel id="picture" minSize={120}>
              {view.matrix === undefined ? (
                <section aria-label="Picture" className="flex h-full flex-col">
                  <div className="relative min-h-0 flex-1">
                    <ErrorBoundary what="the picture" resetKey={`${id} ${view.selected ?? ''}`}>
                      <UnionCapture>
                        {view.as === 'table' && isPending ? (
                          <Spinner label="Reading…" />
                        ) : view.as === 'table' ? (
                          <Suspense fallback={<Spinner label="Loading the table…" />}>
                            <PictureTable />
                          </Suspense>
                        ) : (
                          <>
                            <TopologyView />
                            <Suspense>{isEmpty && <NothingDrawn />}</Suspense>
                          </>
                        )}
                      </UnionCapture>
                    </ErrorBoundary>
                  </div>
                  {view.compare !== undefined && (
                    <Suspense>
                      <ChangesPanel />
                    </Suspense>
                  )}
                  <TimelineStrip />
                </section>
              ) : (
                <section aria-label="Reachability" className="h-full">
                  <ErrorBoundary what="the reachability" resetKey={`${id} ${view.matrix}`}>
                    {isPending ? (
                      <Spinner label="Reading…" />
                    ) : (
                      <Suspense fallback={<Spinner label="Loading…" />}>
                        <ReachabilityView />
                      </Suspense>
                    )}
                  </ErrorBoundary>
                </section>
              )}
            </Panel>
          </Group>
        </Panel>
        {details && (
          <>
            <Border
              orientation={isNarrow ? 'horizontal' : 'vertical'}
              label={isNarrow ? 'Height of the details' : 'Width of the details'}
            />
            <Panel
              id="details"
              defaultSize={isNarrow ? '42%' : 460}
              minSize={isNarrow ? 160 : 340}
              maxSize="75%"
              groupResizeBehavior={isNarrow ? 'preserve-relative-size' : 'preserve-pixel-size'}
            >
              <section aria-label="Details" className="h-full min-w-0">
                {/* The picture is there before all that was read. */}
                {isPending ? (
                  <Spinner label="Reading the details…" />
                ) : (
                  <DetailsSide>
                    <DetailsPanel />
                  </DetailsSide>
                )}
              </section>
            </Panel>
          </>
        )}
      </Group>
    </main>
  );
});

function Border(props: {
  readonly orientation: 'vertical' | 'horizontal';
  readonly label: string;
}) {
  const size = props.orientation === 'vertical' ? 'w-px' : 'h-px';
  return (
    <Separator
      aria-label={props.label}
      className={`${size} bg-line outline-offset-0 transition-colors data-[separator=active]:bg-accent data-[separator=hover]:bg-line-strong`}
    />
  );
}
