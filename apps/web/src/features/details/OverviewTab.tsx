import type { TopologyNode } from '@vethscope/model';
import { assertNever } from '@vethscope/model';
import { SearchX } from 'lucide-react';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useViewState } from '../../view/viewState.ts';
import { CaptureFindings } from '../findings/CaptureFindings.tsx';
import { FindingsSection } from '../findings/FindingsSection.tsx';
import { NoteList } from '../notes/NoteList.tsx';
import { AddNote, NoteSection } from '../notes/NoteSection.tsx';
import { CAPTURE_NOTE } from '../notes/useNotes.ts';
import { TourOffer } from '../tour/TourOffer.tsx';
import { CaptureOverview } from './CaptureOverview.tsx';
import { EdgeOverview } from './EdgeOverview.tsx';
import { ExternalOverview } from './ExternalOverview.tsx';
import { HostOverview } from './HostOverview.tsx';
import { InterfaceOverview } from './InterfaceOverview.tsx';
import { NetnsOverview } from './NetnsOverview.tsx';
import { PodOverview } from './PodOverview.tsx';
import { PolicyOverview } from './PolicyOverview.tsx';
import { ServiceOverview } from './ServiceOverview.tsx';
import type { Subject } from './subject.ts';

export function OverviewTab(props: { readonly subject: Subject }) {
  const { subject } = props;
  switch (subject.kind) {
    case 'capture':
      return (
        <>
          <TourOffer />
          <CaptureFindings />
          <NoteSection of={CAPTURE_NOTE} />
          <NoteList />
          <CaptureOverview />
          <AddNote of={CAPTURE_NOTE} />
        </>
      );
    case 'element':
      return (
        <>
          <FindingsSection of={subject.element.id} />
          <NoteSection key={subject.element.id} of={subject.element.id} />
          <ElementOverview element={subject.element} />
          <AddNote key={`add ${subject.element.id}`} of={subject.element.id} />
        </>
      );
    case 'edge':
      return (
        <>
          <FindingsSection of={subject.edge.id} />
          <NoteSection key={subject.edge.id} of={subject.edge.id} />
          <EdgeOverview edge={subject.edge} />
          <AddNote key={`add ${subject.edge.id}`} of={subject.edge.id} />
        </>
      );
    case 'service':
      return (
        <>
          <FindingsSection of={subject.service.id} />
          <NoteSection key={subject.service.id} of={subject.service.id} />
          <ServiceOverview service={subject.service} />
          <AddNote key={`add ${subject.service.id}`} of={subject.service.id} />
        </>
      );
    case 'policy':
      return <PolicyOverview policy={subject.policy} />;
    case 'missing':
      return <Missing id={subject.id} />;
    default:
      return assertNever(subject);
  }
}

function ElementOverview(props: { readonly element: TopologyNode }) {
  const { element } = props;
  switch (element.kind) {
    case 'node':
      return <HostOverview host={element} />;
    case 'netns':
      return <NetnsOverview netns={element} />;
    case 'interface':
      return <InterfaceOverview iface={element} />;
    case 'pod':
      return <PodOverview pod={element} />;
    case 'external':
      return <ExternalOverview external={element} />;
    default:
      return assertNever(element);
  }
}

function Missing(props: { readonly id: string }) {
  const { setView } = useViewState();
  return (
    <EmptyState icon={SearchX} title="Not in this capture">
      <p className="mb-3 [overflow-wrap:anywhere]">
        Nothing here has the id <code className="font-mono text-xs">{props.id}</code>. The link may
        be to another capture.
      </p>
      <Button onClick={() => setView({ selected: undefined, tab: 'overview' })}>
        Show what is here
      </Button>
    </EmptyState>
  );
}
