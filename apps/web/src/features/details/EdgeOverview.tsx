import type { TopologyEdge } from '@vethscope/model';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { Section } from '../../ui/Section.tsx';
import { Term } from '../../ui/Tooltip.tsx';
import { ConfidenceBadge } from './ConfidenceBadge.tsx';
import { ElementLink } from './ElementLink.tsx';
import { TunnelFacts } from './TunnelFacts.tsx';
import { EDGE_KINDS } from './wording.ts';

/** What joins what, and how that is known. */
export function EdgeOverview(props: { readonly edge: TopologyEdge }) {
  const { edge } = props;
  const kind = EDGE_KINDS[edge.kind];
  return (
    <>
      <Section title="Connection">
        <Facts>
          <Fact name="Kind">
            <Term hint={kind.hint}>{kind.name}</Term>
          </Fact>
          <Fact name="From">
            <ElementLink id={edge.source} />
          </Fact>
          <Fact name="To">
            <ElementLink id={edge.target} />
          </Fact>
          <Fact name="Certainty" hint={CERTAINTY_HINT} evidence={edge.evidence}>
            <ConfidenceBadge confidence={edge.confidence} />
            <p className="mt-0.5 text-ink-2">{edge.reason}</p>
          </Fact>
        </Facts>
      </Section>
      <TunnelFacts edge={edge} />
    </>
  );
}

const CERTAINTY_HINT =
  'Proven: the outputs say so. Inferred: they only suggest it; such a line is drawn dashed.';
