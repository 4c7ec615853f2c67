import type { Box, GroupSummary, Layout, Topology } from '@vethscope/model';
import { withOwnTunnels } from '@vethscope/model';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { isLiveId, LIVE_ID } from '../../api/liveIds.ts';
import { EmptyState } from '../../ui/states.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { useHighlight } from '../../view/highlight.ts';
import type { Shown } from '../../view/shownOf.ts';
import { useShown } from '../../view/useShownNode.ts';
import { useViewState } from '../../view/viewState.ts';
import { ChangeLegend } from '../diff/ChangeSign.tsx';
import { useChangeMarks } from '../diff/useChangeMarks.ts';
import { RouteWayBar } from '../routes/RouteWayBar.tsx';
import { boxInDirection } from './boxInDirection.ts';
import { ClusterPath } from './ClusterPath.tsx';
import { useTellDrawn } from './drawnPicture.ts';
import { FocusBar } from './FocusBar.tsx';
import { keptLayout } from './firstPicture.ts';
import { useFonts } from './fonts.ts';
import { groupFacts } from './groupFacts.ts';
import { HoverCard } from './HoverCard.tsx';
import { hoverFacts } from './hoverFacts.ts';
import { Legend } from './Legend.tsx';
import { hiddenElsewhere } from './namespaceFilter.ts';
import { openGroups, turnGroup } from './openGroups.ts';
import { PictureControls } from './PictureControls.tsx';
import { indexPicture } from './pictureIndex.ts';
import { openPatch, pictureOf } from './shownPicture.ts';
import { type Pointed, useCardKey } from './useCardKey.ts';
import { FINDINGS_KEY, useFindingMarks } from './useFindingMarks.ts';
import { useFocusKey } from './useFocusKey.ts';
import { useOpenForSelection } from './useOpenForSelection.ts';
import { usePicture } from './usePicture.ts';
import { usePictureKeys } from './usePictureKeys.ts';
import { useRouteMarks } from './useRouteMarks.ts';
import { useTraceMarks } from './useTraceMarks.ts';
import { useTracePick } from './useTracePick.ts';
import { visibilityOf } from './visibility.ts';

const NOTHING: readonly string[] = [];

/** The picture: namespaces, interfaces and what joins them, in tiers. */
export function TopologyView() {
  const { topology } = useCapture();
  const shown = useShown();
  return topology.nodes.length === 0 ? (
    <EmptyState title="Nothing to draw">
      The capture holds no interface, namespace or pod. The overview says what was read.
    </EmptyState>
  ) : (
    // A picture of its own for each: no zoom and no open group of one belongs to another.
    <Picture key={shown.kind === 'node' ? shown.node.id : shown.kind} shown={shown} />
  );
}

function Picture(props: { readonly shown: Shown }) {
  const { shown } = props;
  const { id, topology, index, isPending } = useCapture();
  const { view, setView } = useViewState();
  const { ids: highlighted } = useHighlight();
  const [hover, setHover] = useState<Pointed>();
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const hintId = useId();

  const {
    layout: base,
    content,
    focused,
  } = useMemo(() => {
    const options = { open: openGroups(view.open), focus: view.focus };
    return pictureOf(topology, shown, options, keptLayout(topology, shown, options));
  }, [topology, shown, view.open, view.focus]);
  const own = shown.kind === 'cluster' ? view.selected : undefined;
  const layout = useMemo(
    () => (own === undefined ? base : withOwnTunnels(base, own, index.tunnelsOf(own))),
    [base, own, index],
  );
  const picture = useMemo(
    () => indexPicture(layout, index, focused && content),
    [layout, index, focused, content],
  );
  const visibility = useMemo(
    () => visibilityOf(layout, view.hide, hiddenElsewhere(content, view.hide)),
    [layout, content, view.hide],
  );
  const chosen = useMemo(
    () => (view.selected === undefined ? NOTHING : picture.idsOf(view.selected)),
    [picture, view.selected],
  );
  const changes = useChangeMarks(layout, picture);
  const near = useMemo(() => (hover ? picture.near(hover.id) : NOTHING), [picture, hover]);
  const pickEnd = useTracePick(picture);
  const turned = useRef<string>(undefined);
  const onTurn = (group: string) => {
    turned.current = group;
    setView({ open: turnGroup(view.open, layout.groups, group) });
  };
  useOpenForSelection(layout, content, focused !== undefined);

  const traced = useTraceMarks(layout, picture);
  const routed = useRouteMarks(layout, picture);
  const trace = traced.passed.length > 0 ? traced : routed;
  const { badges, about } = useFindingMarks(
    layout,
    picture,
    visibility.hidden,
    trace.dimmed.length > 0 ? trace.dimmed : changes.same,
  );
  const lit = useMemo(
    () => picture.path([...highlighted, ...about]),
    [picture, highlighted, about],
  );
  // A group opens in place; all of them at once, or a single way out, are another picture.
  const scope = [focused?.on ?? '', view.open === 'all' ? 'all' : ''];
  const subject = [isLiveId(id) ? LIVE_ID : id, ...scope].join(' ');
  const anchor = turned.current === undefined ? chosen : [turned.current, ...chosen];
  const fonts = useFonts(!isPending);
  const driver = usePicture(
    canvas,
    { layout, subject, anchor, lanes: trace.lanes, badges, fonts },
    { near, lit, chosen, hidden: visibility.hidden, ...changes, ...trace },
    {
      onChoose: (id, keys) => {
        if (pickEnd(id, keys)) return;
        const box = id === undefined ? undefined : picture.box(id);
        const isGroup = layout.groups.some((group) => group.id === id && !group.isOpen);
        if (box && isGroup) return onTurn(box.id);
        if (box?.role === 'group-close' && box.parent !== undefined) return onTurn(box.parent);
        const opened = box && shown.kind === 'node' && openPatch(index, shown, box.id);
        if (opened) return setView(opened);
        const selected = id === undefined ? undefined : picture.elementOf(id);
        // The namespace that the tabs show follows the new selection.
        const rest = { netns: undefined, table: undefined, chain: undefined, rule: undefined };
        if (box?.role === 'routing') setView({ ...rest, selected, tab: 'routes' });
        else if (selected !== view.selected) setView({ ...rest, selected });
      },
      onOpen: (id) => {
        const opened = openPatch(index, shown, id);
        if (opened) setView(opened);
      },
      onHover: (id, at) => {
        const size = canvas.current;
        if (id === undefined || !size) return setHover(undefined);
        setHover({ id, at: { ...at, width: size.clientWidth, height: size.clientHeight } });
      },
      onViewport: () => card.follow(),
    },
  );
  useTellDrawn({
    layout,
    content,
    hidden: visibility.hidden,
    dimmed: trace.dimmed.length > 0 ? trace.dimmed : [...changes.same],
    chosen,
    lanes: trace.lanes,
    badges,
  });
  usePictureKeys(frame, driver, (direction) => {
    const next = boxInDirection(layout, visibility.hidden, chosen[0], direction);
    if (next?.element !== undefined) setView({ selected: next.element, tab: 'overview' });
  });
  const turnedFocus = useFocusKey(shown);
  const { passed } = trace;
  useEffect(() => {
    driver()?.revealWay(passed);
  }, [passed, driver]);
  // Once for each choice: a renewed picture is not to be moved to what somebody has turned away from.
  const revealed = useRef<string>(undefined);
  useEffect(() => {
    const choice = `${view.selected} in ${subject}`;
    if (chosen.length > 0 && revealed.current !== choice) driver()?.reveal(chosen);
    revealed.current = choice;
  }, [chosen, driver, view.selected, subject]);
  useEffect(() => {
    if (lit.length > 0) driver()?.reveal(lit);
  }, [lit, driver]);

  const card = useCardKey(canvas, driver, chosen, setHover);

  const hasFindings = badges.length > 0 || view.hide.includes(FINDINGS_KEY);
  const hasMarks = changes.came.length + changes.altered.length + changes.went.length > 0;
  // A card counts what is in a thing: that comes after the picture.
  const pointed = hover && !isPending ? picture.elementOf(hover.id) : undefined;
  const group = hover && !isPending ? groupAt(layout, picture.box(hover.id)) : undefined;
  const facts = group
    ? groupFacts(index, group, picture.box(group.id)?.kind ?? 'other')
    : pointed && hoverFacts(index, pointed);
  return (
    <div ref={frame} className="flex h-full flex-col">
      <ClusterPath shown={shown} />
      {focused && <FocusBar {...focused} />}
      {traced.passed.length === 0 && <RouteWayBar />}
      <div className="relative min-h-0 flex-1">
        {/* Cytoscape sets the position of its container itself. */}
        <div className="absolute inset-0">
          <div
            ref={canvas}
            role="application"
            aria-label={`Network picture: ${summary(content)}`}
            onKeyDown={(event) => {
              const opened =
                event.key === 'Enter' && view.selected !== undefined
                  ? openPatch(index, shown, view.selected)
                  : undefined;
              if (opened) setView(opened);
            }}
            aria-describedby={hintId}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: an application has keys of its own
            tabIndex={0}
            className="h-full -outline-offset-2"
          />
        </div>
        <p id={hintId} className="sr-only">
          Shift and an arrow key select what stands next in that direction. Arrow keys alone move
          the picture, plus and minus zoom it, F fits it. V shows the same elements as a table, O as
          a tree.
        </p>
        {hover && facts && (
          <HoverCard
            of={group?.members ?? (pointed ? [pointed] : [])}
            facts={facts}
            at={hover.at}
          />
        )}
        <PictureControls driver={driver} focus={turnedFocus} />
      </div>
      {hasMarks && <ChangeLegend />}
      <Legend
        topology={content}
        layout={layout}
        visibility={visibility}
        hasFindings={hasFindings}
        onTell={card.tell}
      />
    </div>
  );
}

/** The group that a box stands for; of an open one its frame, not what stands in it. */
function groupAt({ groups }: Layout, box: Box | undefined): GroupSummary | undefined {
  return groups.find(({ id, count }) => id === box?.id && count > 1);
}

function summary({ nodes }: Topology): string {
  const count = (kind: Topology['nodes'][number]['kind'], noun: string) => {
    const found = nodes.filter((node) => node.kind === kind).length;
    return `${found} ${noun}${found === 1 ? '' : 's'}`;
  };
  return [
    count('node', 'node'),
    count('netns', 'namespace'),
    count('pod', 'pod'),
    count('interface', 'interface'),
  ].join(', ');
}
