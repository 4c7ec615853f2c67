import { ArrowRight } from 'lucide-react';
import { Badge } from '../../../ui/Badge.tsx';
import { SourceLink } from '../../../ui/SourceLink.tsx';
import { Term } from '../../../ui/Tooltip.tsx';
import { ElementLink } from '../../details/ElementLink.tsx';
import { addressText } from '../addressText.ts';
import { RuleLinks } from '../machinery/RuleLinks.tsx';
import type { PortMapRow as Row } from './portMapRows.ts';

/** A host port and the pod behind it; whose packets are masqueraded, and the rules that say so. */
export function PortMapRow({ row: { map, pod } }: { readonly row: Row }) {
  const { hostAddress, hostPort, protocol, address, port, masquerades, rules, isTaken } = map;
  const from = `${addressText(hostAddress, hostPort)}/${protocol}`;
  const sandbox = map.sandbox?.slice(0, 13);
  return (
    <div className="flex items-start gap-2 border-line border-t px-1.5 py-1.5">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="font-medium font-mono text-ink">{from}</span>
          <ArrowRight size={13} className="shrink-0 text-ink-3" role="img" aria-label="leads to" />
          <span className="font-mono text-ink">{addressText(address, port)}</span>
          {pod ? (
            <ElementLink id={pod.id} />
          ) : (
            <span className="text-ink-3 text-xs">
              <Term hint="No pod of this node is known to have the address: it is gone, or the capture does not tell.">
                no pod known
              </Term>
              {sandbox === undefined ? null : (
                <>
                  , sandbox <span className="font-mono">{sandbox}</span>
                </>
              )}
            </span>
          )}
          {isTaken ? (
            <Term hint="Another rule for the same port is met before this one and takes all of its packets.">
              <Badge tone="warning">never reached</Badge>
            </Term>
          ) : null}
        </p>
        <p className="flex flex-wrap gap-x-3 text-ink-2 text-xs">
          <span>{hostAddress === undefined ? 'on every address of this node' : 'there alone'}</span>
          <span>
            <Term hint="The source address becomes this node’s, so that the answer comes back through it: of pods that ask by the host port, and of this node’s loopback.">
              masquerades
            </Term>{' '}
            {masquerades.length === 0 ? (
              'nobody'
            ) : (
              <span className="font-mono">{masquerades.join(', ')}</span>
            )}
          </span>
        </p>
        {/* Rules beside the DNAT are read with it. */}
        <RuleLinks rules={rules.filter(({ chain }, i) => i === 0 || chain !== map.chain)} />
      </div>
      <SourceLink evidence={rules.map(({ rule }) => rule.evidence)} of={`host port ${from}`} />
    </div>
  );
}
