import type { MemberTunnel, TunnelFact } from '@vethscope/model';
import { DataTable } from '../../ui/DataTable.tsx';
import { Section } from '../../ui/Section.tsx';
import { SourceLink } from '../../ui/SourceLink.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import type { CaptureIndex } from '../../view/captureIndex.ts';
import { lineOf } from '../../view/lineOf.ts';
import { titleOf } from '../../view/names.ts';
import { useViewState, viewHref } from '../../view/viewState.ts';
import { ConfidenceBadge } from './ConfidenceBadge.tsx';
import { ElementLink } from './ElementLink.tsx';

/** The tunnels of a machine: to whom, and by which addresses. */
export function TunnelList(props: { readonly of: string }) {
  const { index } = useCapture();
  const { view } = useViewState();
  const tunnels = index.tunnelsOf(props.of);
  if (tunnels.length === 0) return null;
  return (
    <Section title="Tunnels" count={tunnels.length}>
      <DataTable
        label="Tunnels"
        rows={tunnels}
        keyOf={({ edge }) => edge.id}
        columns={[
          {
            title: 'Peer',
            order: (tunnel) => titleOf(index, peerOf(tunnel, props.of)),
            text: (tunnel) => titleOf(index, peerOf(tunnel, props.of)),
            cell: (tunnel) => (
              <div className="flex flex-col items-start">
                <ElementLink id={peerOf(tunnel, props.of)} />
                <a
                  href={viewHref(view, { selected: tunnel.edge.id, tab: 'overview' })}
                  className="pl-[18px] text-ink-3 text-xs leading-4 hover:text-accent-text hover:underline"
                >
                  {tunnel.group}
                </a>
              </div>
            ),
          },
          {
            title: 'VTEP, MAC, underlay',
            hint: 'The address of the tunnel’s far end, the MAC address that stands for it, and the address its packets are sent to.',
            className: 'whitespace-nowrap',
            text: (tunnel) => peerAddresses(index, tunnel, props.of).join(' '),
            cell: (tunnel) =>
              peerAddresses(index, tunnel, props.of).map((address) => (
                <div key={address} className="font-mono text-xs leading-4">
                  {address}
                </div>
              )),
          },
          {
            title: 'Source',
            className: 'w-px',
            text: ({ edge }) => lineOf(edge.evidence),
            cell: ({ edge }) => (
              <div className="flex flex-col items-end">
                <ConfidenceBadge confidence={edge.confidence} />
                <SourceLink evidence={edge.evidence} of="tunnel" />
              </div>
            ),
          },
        ]}
      />
    </Section>
  );
}

function peerAddresses(index: CaptureIndex, { edge }: MemberTunnel, of: string): readonly string[] {
  const ways = edge.ways ?? [];
  const there = ways.find(({ from }) => index.machineOf(from)?.id === of);
  const back = ways.find((way) => way !== there);
  const shown = (kind: TunnelFact['kind']) =>
    there?.facts.find((fact) => fact.kind === kind)?.value ??
    // Only the peer's side was captured: it says what it has itself.
    back?.facts.find((fact) => fact.kind === kind && there === undefined)?.peer;
  return (['vtep', 'mac', 'underlay'] as const).flatMap((kind) => shown(kind) ?? []);
}

function peerOf({ a, b }: MemberTunnel, of: string): string {
  return a === of ? b : a;
}
