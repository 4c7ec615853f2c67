import type { PolicyWay } from '@vethscope/model';
import { plural } from '../../../ui/format.ts';
import { KindGlyph } from '../../../ui/KindGlyph.tsx';
import { Expander } from './Expander.tsx';
import type { ListedEndpoint } from './policyRows.ts';

/** An endpoint in two lines: whose it is, and how many policies decide in each direction. */
export function EndpointPoliciesRow(props: {
  readonly listed: ListedEndpoint;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}) {
  const { title, subject, endpoint } = props.listed;
  return (
    <Expander isOpen={props.isOpen} onToggle={props.onToggle}>
      <span className="flex items-start gap-2">
        <span className="flex h-5 items-center">
          <KindGlyph kind={subject === undefined ? 'veth' : 'pod'} size={12} />
        </span>
        <span className="min-w-0 flex-1 font-medium text-ink [overflow-wrap:anywhere]">
          {title}
        </span>
        {subject === undefined ? null : (
          <span className="shrink-0 font-mono text-2xs text-ink-3 leading-5">
            {endpoint.ifname}
          </span>
        )}
      </span>
      <span className="flex flex-wrap gap-x-3 text-ink-2 text-xs">
        {endpoint.ways.map((way) => (
          <span key={way.chain}>
            {wayWords(way)}: {decidedBy(way)}
          </span>
        ))}
      </span>
    </Expander>
  );
}

function wayWords({ direction, isForwarded }: PolicyWay): string {
  return isForwarded ? `${direction}, forwarded` : direction;
}

function decidedBy({ tiers, profiles }: PolicyWay): string {
  const policies = tiers.reduce((sum, tier) => sum + tier.policies.length, 0);
  const told = [
    ...(policies > 0 ? [plural(policies, 'policy', 'policies')] : []),
    ...(profiles.length > 0 ? [plural(profiles.length, 'profile')] : []),
  ];
  return told.length === 0 ? 'nothing' : told.join(', ');
}
