import type { WayOut } from '@vethscope/model';
import { Fact, Facts } from '../../ui/Facts.tsx';

/** After the route: the source address that the kernel puts in, and who answers on the link. */
export function WayOutFacts({ out }: { readonly out: WayOut }) {
  const { source, neighbor } = out;
  return (
    <div className="text-xs">
      <Facts>
        {source ? (
          <Fact name="Source address" hint={SOURCE_HINT}>
            <span className="font-mono">{source.address}</span>{' '}
            <span className="text-ink-3">
              {source.why}
              {source.confidence === 'inferred' ? ' (inferred)' : ''}
            </span>
          </Fact>
        ) : null}
        {neighbor || !out.isPointToPoint ? (
          <Fact
            name="Neighbour"
            hint={NEIGHBOUR_HINT}
            {...(neighbor && { evidence: neighbor.evidence })}
          >
            <span className="font-mono">{out.nexthop}</span>{' '}
            <span className="text-ink-3">{neighborWords(out)}</span>
          </Fact>
        ) : null}
      </Facts>
    </div>
  );
}

function neighborWords({ neighbor, neighborsCaptured, device }: WayOut): string {
  if (neighbor) {
    return `at ${neighbor.mac ?? 'no address yet'} on ${device}, ${neighbor.states.join(' ')}`;
  }
  return neighborsCaptured
    ? `has no entry on ${device}: it is asked for when a packet goes there`
    : 'unknown: neighbours were not captured';
}

const SOURCE_HINT =
  'What a process gets that has not bound an address. A packet that is forwarded keeps its own.';
const NEIGHBOUR_HINT =
  'The next hop’s address on the link, from ARP or neighbour discovery (ip neigh).';
