import { plural } from '../../ui/format.ts';
import { Section } from '../../ui/Section.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { diagnosticsOf } from '../../view/diagnosticsOf.ts';
import { captureAnswers } from './captureAnswers.ts';
import { DiagnosticsCsv } from './DiagnosticsCsv.tsx';
import { DiagnosticsList, severityWords } from './DiagnosticsList.tsx';
import { ElementLinks } from './ElementLinks.tsx';
import { HowAllCaptured } from './HowAllCaptured.tsx';
import { QuestionList } from './NetnsQuestions.tsx';
import { NodeTable } from './NodeTable.tsx';
import { PodTable } from './PodTable.tsx';
import { ServiceTable } from './ServiceTable.tsx';
import { NETNS_QUESTIONS, NODE_QUESTIONS } from './wording.ts';

/** Shown while nothing is selected: what this capture holds, and what it does not. */
export function CaptureOverview() {
  const capture = useCapture();
  const { snapshot, topology, index } = capture;
  const pods = topology.nodes.filter((node) => node.kind === 'pod');
  const namespaces = topology.nodes.filter((node) => node.kind === 'netns');
  const machines = topology.nodes.filter((node) => node.kind === 'node');
  const named = namespaces.filter(({ captured }) => !captured);
  const { groups, nodes } = captureAnswers(capture);
  const diagnostics = diagnosticsOf(capture);
  return (
    <>
      {index.capturedNodes.length > 1 && (
        <Section title="Nodes" count={machines.length}>
          <NodeTable
            nodes={[...index.capturedNodes, ...machines.filter((node) => !node.captured)]}
          />
        </Section>
      )}
      {pods.length > 0 && (
        <Section title="Pods" count={pods.length}>
          <PodTable pods={pods} />
        </Section>
      )}
      {topology.services.length > 0 && (
        <Section title="Services" count={topology.services.length}>
          <ServiceTable services={topology.services} />
        </Section>
      )}
      <Section title="What was captured">
        <div className="flex flex-col gap-3">
          {groups.map(({ members, captured, reasons }) => (
            <div key={members[0]?.id}>
              <ElementLinks
                ids={members.map(({ id }) => id)}
                className="mb-1 flex flex-wrap gap-x-3"
              />
              <QuestionList
                questions={NETNS_QUESTIONS}
                captured={captured}
                why={(kind) => reasons.get(kind)}
              />
            </div>
          ))}
          <div>
            <p className="mb-1">
              {index.capturedNodes.length > 1
                ? 'The nodes and their cluster'
                : 'The node and its cluster'}
            </p>
            <QuestionList
              questions={NODE_QUESTIONS}
              captured={nodes.captured}
              why={(kind) => nodes.reasons.get(kind)}
            />
          </div>
        </div>
      </Section>
      <HowAllCaptured nodes={snapshot.nodes} />
      {named.length > 0 && (
        <Section title="Named, not captured" count={named.length}>
          <p className="mb-1 text-ink-2">
            {plural(named.length, 'network namespace')} whose name is known and into which nobody
            looked.
          </p>
          <ElementLinks
            ids={named.map(({ id }) => id)}
            className="flex flex-col items-start font-mono text-xs"
          />
        </Section>
      )}
      {diagnostics.length > 0 && (
        <Section
          title="Diagnostics"
          count={diagnostics.length}
          aside={
            <span className="flex items-center gap-1 text-ink-3 text-xs">
              {severityWords(diagnostics)}
              <DiagnosticsCsv diagnostics={diagnostics} />
            </span>
          }
        >
          <DiagnosticsList diagnostics={diagnostics} />
        </Section>
      )}
    </>
  );
}
