import type { ChainIndex, ChainNamer, CollapsedEndpoint } from '@vethscope/model';
import { SourceLink } from '../../../ui/SourceLink.tsx';
import { Term } from '../../../ui/Tooltip.tsx';
import { useCapture } from '../../../view/CaptureContext.tsx';
import { ElementLink } from '../../details/ElementLink.tsx';
import { addressText } from '../../rules/addressText.ts';
import { ChainLink } from '../../rules/machinery/RuleLinks.tsx';
import { shareText } from '../../rules/shareText.ts';

/** One endpoint: its share of new connections, its address, the pod that has it, its chain. */
export function EndpointRowView(props: {
  readonly endpoint: CollapsedEndpoint;
  readonly index: ChainIndex;
  readonly nameOf: ChainNamer;
}) {
  const { endpoint, index, nameOf } = props;
  const { index: capture } = useCapture();
  const chain = index.chain(endpoint.chain);
  const subject = chain && nameOf(chain)?.subject;
  const pod = subject === undefined ? undefined : capture.node(subject);
  const at = addressText(endpoint.address, endpoint.port);
  return (
    <div className="flex items-start gap-2 py-1 pr-1.5 pl-7">
      <span className="w-14 shrink-0 text-right font-mono text-ink text-xs leading-5">
        <Share endpoint={endpoint} />
      </span>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-start gap-x-3">
          <span className="font-mono text-ink text-xs leading-5">
            {at === '' ? 'address not understood' : at}
          </span>
          {pod ? <ElementLink id={pod.id} /> : null}
          <ChainLink chain={endpoint.chain} />
        </p>
      </div>
      <SourceLink
        evidence={endpoint.rules.map(({ rule }) => rule.evidence)}
        of={`endpoint ${at}`}
      />
    </div>
  );
}

function Share({ endpoint: { share, localShare } }: { readonly endpoint: CollapsedEndpoint }) {
  if (share !== undefined) return shareText(share);
  if (localShare !== undefined) {
    return <Term hint="Only where an endpoint on this node is asked for.">local</Term>;
  }
  return <Term hint="A rule before it was not understood: its share cannot be told.">?</Term>;
}
