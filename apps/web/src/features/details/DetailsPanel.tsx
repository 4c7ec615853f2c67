import type { TopologyNode } from '@vethscope/model';
import { assertNever, kindOf } from '@vethscope/model';
import { X } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { type ReactNode, Suspense } from 'react';
import { IconButton } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx';
import { plural } from '../../ui/format.ts';
import { type GlyphKind, KindGlyph } from '../../ui/KindGlyph.tsx';
import { lazyPart } from '../../ui/lazyPart.ts';
import { Spinner } from '../../ui/states.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import type { CaptureIndex } from '../../view/captureIndex.ts';
import { edgeTitle, elementTitle } from '../../view/names.ts';
import { TABS, type Tab, useViewState } from '../../view/viewState.ts';
import { TraceActions } from '../trace/TraceActions.tsx';
import { FocusAction } from './FocusAction.tsx';
import { type Subject, subjectOf } from './subject.ts';
import { TAB_TITLES } from './tabTitles.ts';
import { EDGE_KINDS, INTERFACE_TYPES } from './wording.ts';

const OverviewTab = lazyPart(async () => (await import('./OverviewTab.tsx')).OverviewTab);
const AddressesTab = lazyPart(async () => (await import('./AddressesTab.tsx')).AddressesTab);
const RoutesTab = lazyPart(async () => (await import('../routes/RoutesTab.tsx')).RoutesTab);
const ChainsTab = lazyPart(async () => (await import('../chains/ChainsTab.tsx')).ChainsTab);
const EvidenceTab = lazyPart(async () => (await import('../evidence/EvidenceTab.tsx')).EvidenceTab);
const TraceTab = lazyPart(async () => (await import('../trace/TraceTab.tsx')).TraceTab);

/** The tabs in their order; each gets what the panel is about. */
const TAB_CONTENT: readonly {
  readonly tab: Tab;
  readonly content: (subject: Subject) => ReactNode;
}[] = [
  { tab: 'overview', content: (subject) => <OverviewTab subject={subject} /> },
  { tab: 'addresses', content: (subject) => <AddressesTab subject={subject} /> },
  { tab: 'routes', content: () => <RoutesTab /> },
  { tab: 'iptables', content: () => <ChainsTab /> },
  { tab: 'evidence', content: () => <EvidenceTab /> },
  { tab: 'trace', content: () => <TraceTab /> },
];

/** Tabs that have something to say also where the selection is not in the capture. */
const STANDS_ALONE: ReadonlySet<Tab> = new Set(['evidence', 'trace']);

/** Everything about the selection, or about the capture while nothing is selected. */
export function DetailsPanel() {
  const { id, index } = useCapture();
  const { view, setView } = useViewState();
  const subject = subjectOf(index, view.selected ?? view.node);
  const tab = TAB_CONTENT.some((known) => known.tab === view.tab) ? view.tab : 'overview';
  return (
    <Tabs.Root
      value={tab}
      onValueChange={(next) => {
        const chosen = TABS.find((known) => known === next);
        if (chosen) setView({ tab: chosen });
      }}
      className="flex h-full min-h-0 flex-col bg-surface"
    >
      <Heading subject={subject} />
      <Tabs.List
        aria-label="Details"
        className="flex shrink-0 gap-1 overflow-x-auto border-line border-b px-3"
      >
        {TAB_CONTENT.map(({ tab: value }) => (
          <Tabs.Trigger
            key={value}
            value={value}
            className="-mb-px shrink-0 border-transparent border-b-2 px-1.5 pt-1 pb-1.5 text-ink-2 text-sm hover:text-ink data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink"
          >
            {TAB_TITLES[value]}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {TAB_CONTENT.map(({ tab: value, content }) => (
        <Tabs.Content
          key={value}
          value={value}
          className="min-h-0 flex-1 overflow-y-auto outline-offset-[-2px]"
        >
          <ErrorBoundary
            what={`the tab “${TAB_TITLES[value]}”`}
            resetKey={`${id} ${view.selected ?? ''} ${value}`}
          >
            <Suspense fallback={<Spinner label="Loading…" />}>
              {subject.kind === 'missing' && !STANDS_ALONE.has(value) ? (
                <OverviewTab subject={subject} />
              ) : (
                content(subject)
              )}
            </Suspense>
          </ErrorBoundary>
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}

function Heading(props: { readonly subject: Subject }) {
  const { index } = useCapture();
  const { view, setView } = useViewState();
  const { kind, title, about } = useHeading(props.subject, index);
  return (
    <div className="flex items-start gap-2 pt-2 pr-2 pb-1 pl-4">
      {kind && (
        <span className="flex h-7 items-center">
          <KindGlyph kind={kind} size={16} />
        </span>
      )}
      <div className="min-w-0 flex-1 py-1">
        <h2 className="font-semibold text-base leading-5 [overflow-wrap:anywhere]">{title}</h2>
        <p className="text-ink-3 text-xs leading-4 [overflow-wrap:anywhere]">{about}</p>
        {view.selected !== undefined && (
          <div className="flex flex-wrap items-center gap-x-3">
            <TraceActions id={view.selected} />
            <FocusAction id={view.selected} />
          </div>
        )}
      </div>
      {view.selected !== undefined && (
        <div className="flex">
          <CopyButton label="Copy the id" text={() => view.selected ?? ''} />
          <IconButton
            label="Close: back to the capture"
            keys="Esc"
            icon={X}
            onClick={() => setView({ selected: undefined, tab: 'overview' })}
          />
        </div>
      )}
    </div>
  );
}

interface HeadingWords {
  readonly kind?: GlyphKind;
  readonly title: string;
  readonly about: string;
}

function useHeading(subject: Subject, index: CaptureIndex): HeadingWords {
  const { files } = useCapture();
  switch (subject.kind) {
    case 'capture':
      return files.length > 4
        ? { title: plural(index.capturedNodes.length, 'node'), about: 'The whole cluster' }
        : { title: files.map(({ name }) => name).join(', '), about: 'The whole capture' };
    case 'element': {
      const { element } = subject;
      return {
        kind: kindOf(element),
        title: elementTitle(index, element),
        about: elementAbout(element),
      };
    }
    case 'edge':
      return {
        title: edgeTitle(index, subject.edge),
        about: `Connection · ${EDGE_KINDS[subject.edge.kind].name}`,
      };
    case 'service': {
      const { namespace, name } = subject.service;
      return { kind: 'service', title: name, about: `Service in ${namespace}` };
    }
    case 'policy': {
      const { kind, name, isNamed } = subject.policy;
      const title = isNamed ? name : `A ${kind} without a name`;
      return { kind: 'chain', title, about: `Calico ${kind}` };
    }
    case 'missing':
      return { title: 'Not in this capture', about: subject.id };
    default:
      return assertNever(subject);
  }
}

function elementAbout(element: TopologyNode): string {
  switch (element.kind) {
    case 'node':
      return element.captured ? 'Node' : 'Node, not captured';
    case 'netns':
      return element.isHost ? 'The node’s own network namespace' : 'Network namespace';
    case 'interface':
      return `Interface · ${INTERFACE_TYPES[element.type].name}`;
    case 'pod':
      return `Pod in ${element.namespace}`;
    case 'external':
      return 'Outside of the captured nodes';
    default:
      return assertNever(element);
  }
}
