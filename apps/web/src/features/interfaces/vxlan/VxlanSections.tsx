import type { FdbEntry, InterfaceElement, Neighbor, TunnelFact } from '@vethscope/model';
import { assertNever } from '@vethscope/model';
import { useMemo } from 'react';
import { Badge } from '../../../ui/Badge.tsx';
import { DataTable } from '../../../ui/DataTable.tsx';
import { Section } from '../../../ui/Section.tsx';
import { Term } from '../../../ui/Tooltip.tsx';
import { useCapture } from '../../../view/CaptureContext.tsx';
import type { CaptureIndex } from '../../../view/captureIndex.ts';
import { elementTitle } from '../../../view/names.ts';
import { useViewState, viewHref } from '../../../view/viewState.ts';
import { ElementLink } from '../../details/ElementLink.tsx';
import { AGE_HINT, ageWords, entryState } from '../fdb/stations.ts';
import { NotCaptured } from '../NotCaptured.tsx';
import { useNetnsCaptured } from '../useNetnsCaptured.ts';
import { factOf, type Noted, type PeerVerdict, type VxlanView, vxlanView } from './vxlanView.ts';

/** A VXLAN device: its peers, and the listings that tell where they are. */
export function VxlanSections(props: { readonly device: InterfaceElement }) {
  const { device } = props;
  const { index } = useCapture();
  const netns = useNetnsCaptured(device.netns);
  const view = useMemo(() => vxlanView(index, device, netns), [index, device, netns]);
  const hasFdb = netns?.captured.includes('fdb') || view.entries.length > 0;
  const hasNeighbors = netns?.captured.includes('neighbors') || view.neighbors.length > 0;
  return (
    <>
      <Section title="Peers" count={view.peers.length}>
        {view.peers.length === 0 ? (
          <p className="text-ink-2">
            Routes, neighbours and forwarding entries of this capture name none.
          </p>
        ) : (
          <Peers view={view} />
        )}
      </Section>
      <Section title="Forwarding entries" {...(hasFdb && { count: view.entries.length })}>
        {hasFdb ? (
          <Entries entries={view.entries} />
        ) : (
          <NotCaptured
            netns={device.netns}
            fact="fdb"
            what="Forwarding entries are"
            command={`bridge -d fdb show dev ${device.name}`}
          />
        )}
      </Section>
      <Section title="Neighbours" {...(hasNeighbors && { count: view.neighbors.length })}>
        {hasNeighbors ? (
          <Neighbors neighbors={view.neighbors} />
        ) : (
          <NotCaptured
            netns={device.netns}
            fact="neighbors"
            what="Neighbours are"
            command={`ip neigh show dev ${device.name}`}
          />
        )}
      </Section>
    </>
  );
}

function nameOf(index: CaptureIndex, id: string | undefined): string {
  const element = id === undefined ? undefined : index.node(id);
  return element ? elementTitle(index, element) : '';
}

function Peers(props: { readonly view: VxlanView }) {
  const { index } = useCapture();
  return (
    <DataTable
      label="Peers"
      rows={props.view.peers}
      keyOf={({ edge }) => edge.id}
      source={({ edge }) => ({ evidence: edge.evidence, of: 'tunnel' })}
      columns={[
        {
          title: 'Peer',
          order: ({ peer }) => nameOf(index, peer),
          text: ({ peer }) => nameOf(index, peer),
          cell: ({ peer, edge }) => (
            <>
              <ElementLink id={peer} />
              <TunnelLink id={edge.id} />
            </>
          ),
        },
        {
          title: 'VTEP, MAC, underlay',
          hint: 'By a route the address of the peer’s VXLAN device (VTEP), by a neighbour entry its MAC address, by a forwarding entry where to send the packets that carry its frames.',
          text: ({ way }) =>
            LISTED.map((kind) => factOf(way, kind) ?? `no ${FACTS[kind]}`).join(', '),
          cell: ({ way }) =>
            LISTED.map((kind) => (
              <div key={kind} className="whitespace-nowrap font-mono text-xs">
                {factOf(way, kind) ?? <span className="text-ink-3">no {FACTS[kind]}</span>}
              </div>
            )),
        },
        {
          title: 'State',
          order: ({ verdict }) => verdict.kind,
          text: ({ verdict }) => verdictText(verdict),
          cell: ({ verdict }) => <Verdict verdict={verdict} />,
        },
      ]}
    />
  );
}

function TunnelLink(props: { readonly id: string }) {
  const { view } = useViewState();
  return (
    <a
      href={viewHref(view, { selected: props.id, tab: 'overview' })}
      className="block pl-[18px] text-ink-3 text-xs hover:text-accent-text hover:underline"
    >
      the tunnel
    </a>
  );
}

const LISTED = ['vtep', 'mac', 'underlay'] as const;

const FACTS: Readonly<Record<TunnelFact['kind'], string>> = {
  vtep: 'VTEP address',
  mac: 'MAC address',
  underlay: 'underlay address',
  vni: 'VNI',
};

function verdictText(verdict: PeerVerdict): string {
  switch (verdict.kind) {
    case 'differs':
      return `${wordsOf(verdict.facts)} differs`;
    case 'missing':
      return `no ${wordsOf(verdict.facts)}`;
    case 'proven':
    case 'this side only':
      return verdict.kind;
    default:
      return assertNever(verdict);
  }
}

function Verdict(props: { readonly verdict: PeerVerdict }) {
  const { verdict } = props;
  switch (verdict.kind) {
    case 'proven':
      return (
        <Term hint="VTEP, MAC and underlay address and the VNI are what the peer says of itself.">
          <Badge tone="ok">proven</Badge>
        </Term>
      );
    case 'differs':
      return <Badge tone="error">{verdictText(verdict)}</Badge>;
    case 'missing':
      return <Badge tone="warning">{verdictText(verdict)}</Badge>;
    case 'this side only':
      return (
        <Term hint="Everything is noted on this side. The peer’s own capture, which could confirm it, is not here or does not tell.">
          <Badge tone="neutral">this side only</Badge>
        </Term>
      );
    default:
      return assertNever(verdict);
  }
}

function wordsOf(facts: readonly TunnelFact['kind'][]): string {
  return facts.map((kind) => FACTS[kind]).join(', ');
}

function PeerCell(props: { readonly peer: string | undefined }) {
  return props.peer === undefined ? (
    <span className="text-warning text-xs">fits no peer</span>
  ) : (
    <ElementLink id={props.peer} />
  );
}

function Entries(props: { readonly entries: readonly Noted<FdbEntry>[] }) {
  const { index } = useCapture();
  if (props.entries.length === 0) return <p className="text-ink-2">None.</p>;
  return (
    <DataTable
      label="Forwarding entries"
      rows={props.entries}
      keyOf={({ key }) => key}
      source={({ entry }) => ({ evidence: entry.evidence, of: `entry ${entry.mac}` })}
      columns={[
        {
          title: 'MAC address',
          order: ({ entry }) => entry.mac,
          text: ({ entry }) => entry.mac,
          cell: ({ entry }) => <Mono>{entry.mac}</Mono>,
        },
        {
          title: 'Sent to',
          hint: 'Underlay address to which frames for this MAC address are sent.',
          order: ({ entry }) => entry.destination ?? '',
          text: ({ entry }) => entry.destination ?? '',
          cell: ({ entry }) => <Mono>{entry.destination ?? '–'}</Mono>,
        },
        {
          title: 'Entry',
          hint: `permanent: put there by a program or by hand. ${AGE_HINT}`,
          order: ({ entry }) => entryState(entry),
          text: ({ entry }) => [entryState(entry), ageWords(entry)].filter(Boolean).join(', '),
          cell: ({ entry }) => (
            <>
              {entryState(entry)}
              <div className="text-ink-3 text-xs">{ageWords(entry)}</div>
            </>
          ),
        },
        {
          title: 'Peer',
          className: 'min-w-24',
          order: ({ peer }) => nameOf(index, peer),
          text: ({ entry, peer }) =>
            entry.destination === undefined ? '' : nameOf(index, peer) || 'fits no peer',
          // Groups that the device itself listens to lead nowhere.
          cell: ({ entry, peer }) =>
            entry.destination === undefined ? '–' : <PeerCell peer={peer} />,
        },
      ]}
    />
  );
}

function Neighbors(props: { readonly neighbors: readonly Noted<Neighbor>[] }) {
  const { index } = useCapture();
  if (props.neighbors.length === 0) return <p className="text-ink-2">None.</p>;
  return (
    <DataTable
      label="Neighbours"
      rows={props.neighbors}
      keyOf={({ key }) => key}
      source={({ entry }) => ({ evidence: entry.evidence, of: `neighbour ${entry.address}` })}
      columns={[
        {
          title: 'Address',
          order: ({ entry }) => entry.address,
          text: ({ entry }) => entry.address,
          cell: ({ entry }) => <Mono>{entry.address}</Mono>,
        },
        {
          title: 'MAC address',
          order: ({ entry }) => entry.mac ?? '',
          text: ({ entry }) => entry.mac ?? '',
          cell: ({ entry }) => <Mono>{entry.mac ?? '–'}</Mono>,
        },
        {
          title: 'State',
          hint: 'PERMANENT: put there by a program. REACHABLE, STALE, DELAY, PROBE: learned, and how sure. FAILED, INCOMPLETE: nobody answered.',
          order: ({ entry }) => entry.states.join(' '),
          text: ({ entry }) => entry.states.join(' '),
          cell: ({ entry }) => <span className="text-xs">{entry.states.join(' ')}</span>,
        },
        {
          title: 'Peer',
          className: 'min-w-24',
          order: ({ peer }) => nameOf(index, peer),
          text: ({ peer }) => nameOf(index, peer) || 'fits no peer',
          cell: ({ peer }) => <PeerCell peer={peer} />,
        },
      ]}
    />
  );
}

function Mono(props: { readonly children: string }) {
  return <span className="whitespace-nowrap font-mono text-xs">{props.children}</span>;
}
