import type { FdbEntry, InterfaceElement, NetnsSnapshot, PortDetails } from '@vethscope/model';
import { useMemo } from 'react';
import { DataTable } from '../../../ui/DataTable.tsx';
import { Section } from '../../../ui/Section.tsx';
import { SourceLink } from '../../../ui/SourceLink.tsx';
import { Term } from '../../../ui/Tooltip.tsx';
import { useCapture } from '../../../view/CaptureContext.tsx';
import { elementTitle } from '../../../view/names.ts';
import { ElementLink } from '../../details/ElementLink.tsx';
import { StationName } from '../fdb/StationName.tsx';
import { AGE_HINT, ageWords } from '../fdb/stations.ts';
import { NotCaptured } from '../NotCaptured.tsx';
import { useNetnsCaptured } from '../useNetnsCaptured.ts';
import {
  type BridgeEntry,
  type BridgePort,
  type BridgeView,
  bridgeView,
  vlanText,
} from './bridgeView.ts';

/** A bridge as a switch: its ports, and its forwarding database. */
export function BridgeSections(props: { readonly bridge: InterfaceElement }) {
  const netns = useNetnsCaptured(props.bridge.netns);
  return netns ? <Known bridge={props.bridge} netns={netns} /> : null;
}

function Known(props: { readonly bridge: InterfaceElement; readonly netns: NetnsSnapshot }) {
  const { bridge, netns } = props;
  const { index } = useCapture();
  const view = useMemo(() => bridgeView(index, bridge, netns), [index, bridge, netns]);
  const hasFdb = netns.captured.includes('fdb') || view.entries.length > 0;
  const hasVlans = netns.captured.includes('bridgeVlans') || netns.bridgeVlans.length > 0;
  return (
    <>
      <Section title="Ports" count={view.ports.length}>
        {view.ports.length === 0 ? (
          <p className="text-ink-2">No interface is plugged in.</p>
        ) : (
          <Ports ports={view.ports} hasFdb={hasFdb} hasVlans={hasVlans} />
        )}
        {!hasVlans && (
          <NotCaptured
            netns={bridge.netns}
            fact="bridgeVlans"
            what="VLANs are"
            command="bridge vlan show"
          />
        )}
        {view.vlans.length > 0 && (
          <p className="mt-1 text-ink-2">
            The bridge itself: <Vlans vlans={view.vlans} />
          </p>
        )}
      </Section>
      <Section title="Forwarding database" {...(hasFdb && { count: view.entries.length })}>
        {hasFdb ? (
          <Entries view={view} />
        ) : (
          <NotCaptured
            netns={bridge.netns}
            fact="fdb"
            what="The forwarding database is"
            command="bridge -d fdb show"
          />
        )}
      </Section>
    </>
  );
}

function Ports(props: {
  readonly ports: readonly BridgePort[];
  readonly hasFdb: boolean;
  readonly hasVlans: boolean;
}) {
  const { index } = useCapture();
  const behindText = ({ behind }: BridgePort) =>
    behind.map((end) => elementTitle(index, end)).join(' ');
  return (
    <DataTable
      label="Ports"
      rows={props.ports}
      keyOf={({ iface }) => iface.id}
      source={({ iface }) => ({ evidence: iface.evidence, of: `port ${iface.name}` })}
      columns={[
        {
          title: 'Port',
          order: ({ iface }) => iface.name,
          text: (port) => [port.iface.name, behindText(port)].filter(Boolean).join(' ↔ '),
          cell: ({ iface, behind }) => (
            <div className="flex flex-col items-start">
              <ElementLink id={iface.id} label={iface.name} />
              {behind.map(({ id }) => (
                <span key={id} className="flex pl-[18px] text-ink-2 text-xs">
                  <span aria-hidden="true" className="pr-1 text-ink-3">
                    ↔
                  </span>
                  <ElementLink id={id} />
                </span>
              ))}
            </div>
          ),
        },
        {
          title: 'State',
          hint: 'Only a forwarding port passes frames.',
          order: portState,
          text: portText,
          cell: (port) => <PortState port={port} />,
        },
        ...(props.hasVlans
          ? [
              {
                title: 'VLANs',
                hint: 'Untagged: frames leave without a tag. PVID: the VLAN of frames that come without one.',
                text: ({ vlans }: BridgePort) => vlans.map(vlanText).join(', '),
                cell: ({ vlans }: BridgePort) => <Vlans vlans={vlans} />,
              },
            ]
          : []),
        ...(props.hasFdb
          ? [
              {
                title: 'Stations',
                hint: 'MAC addresses that the bridge sends to by this port; the port’s own is not counted.',
                className: 'text-right tabular-nums',
                order: ({ stations }: BridgePort) => stations,
                text: ({ stations }: BridgePort) => String(stations),
                cell: ({ stations }: BridgePort) => stations,
              },
            ]
          : []),
      ]}
    />
  );
}

function portState({ link }: BridgePort): string {
  return link?.port?.kind === 'bridge' ? (link.port.state ?? '') : '';
}

function portText({ link }: BridgePort): string {
  const port = link?.port?.kind === 'bridge' ? link.port : undefined;
  if (!port) return 'not captured';
  return [port.state ?? 'not known', ...marksOf(port).map(({ word }) => word)].join(', ');
}

function PortState(props: { readonly port: BridgePort }) {
  const { link } = props.port;
  const port = link?.port?.kind === 'bridge' ? link.port : undefined;
  if (!port) return <span className="text-ink-3">not captured</span>;
  const { state } = port;
  const marks = marksOf(port);
  return (
    <>
      <div className={state === 'forwarding' ? '' : 'font-medium text-warning'}>
        {state ?? <span className="text-ink-3">not known</span>}
      </div>
      {marks.length > 0 && (
        <div className="flex gap-2 text-ink-2 text-xs">
          {marks.map(({ word, hint }) => (
            <Term key={word} hint={hint}>
              {word}
            </Term>
          ))}
        </div>
      )}
    </>
  );
}

function marksOf({ hairpin, isolated, learning }: Extract<PortDetails, { kind: 'bridge' }>) {
  return [
    ...(hairpin === true ? [HAIRPIN] : []),
    ...(isolated === true ? [ISOLATED] : []),
    ...(learning === false ? [NOT_LEARNING] : []),
  ];
}

const HAIRPIN = {
  word: 'hairpin',
  hint: 'A frame may leave through the port it came from: needed when a pod reaches itself through its own service.',
};
const ISOLATED = { word: 'isolated', hint: 'Isolated ports do not reach each other.' };
const NOT_LEARNING = { word: 'no learning', hint: 'MAC addresses seen here are not remembered.' };

function Vlans(props: { readonly vlans: BridgePort['vlans'] }) {
  if (props.vlans.length === 0) return <span className="text-ink-3">none</span>;
  return props.vlans.map((vlan) => (
    <div key={`${vlan.vlan} ${vlan.evidence.line}`} className="whitespace-nowrap text-xs">
      {vlanText(vlan)} <SourceLink evidence={vlan.evidence} of={`VLAN ${vlan.vlan}`} />
    </div>
  ));
}

function Entries(props: { readonly view: BridgeView }) {
  const { index } = useCapture();
  const stationText = ({ station }: BridgeEntry) => {
    const element = station.kind === 'interface' ? index.node(station.id) : undefined;
    return element ? elementTitle(index, element) : station.kind;
  };
  const portName = ({ entry }: BridgeEntry) => entry.device;
  return (
    <DataTable
      label="Forwarding database"
      rows={props.view.entries}
      keyOf={({ key }) => key}
      source={({ entry }) => ({ evidence: entry.evidence, of: `entry ${entry.mac}` })}
      columns={[
        {
          title: 'MAC address',
          order: ({ entry }) => entry.mac,
          text: (row) => `${row.entry.mac} ${stationText(row)}`,
          cell: (row) => (
            <>
              <span className="whitespace-nowrap font-mono text-xs">{row.entry.mac}</span>
              <div className="text-xs">
                <StationName station={row.station} />
              </div>
            </>
          ),
        },
        {
          title: 'Port',
          className: 'whitespace-nowrap',
          order: portName,
          text: portName,
          cell: ({ port, entry }) =>
            port ? <ElementLink id={port.id} label={port.name} /> : entry.device,
        },
        {
          title: 'Entry',
          hint: `permanent: the interface’s own address, or put there by hand. learned: from a frame that came in, and forgotten after a while. self: the device has it, not the bridge. ${AGE_HINT}`,
          order: ({ state }) => state,
          text: ({ entry, state }) => [state, ...entryFlags(entry)].join(', '),
          cell: ({ entry, state }) => (
            <>
              {state}
              {entryFlags(entry).length > 0 && (
                <div className="text-ink-3 text-xs">{entryFlags(entry).join(', ')}</div>
              )}
            </>
          ),
        },
      ]}
    />
  );
}

function entryFlags(entry: FdbEntry): readonly string[] {
  const { flags, vlan } = entry;
  const age = ageWords(entry);
  return [
    ...flags,
    ...(vlan === undefined ? [] : [`VLAN ${vlan}`]),
    ...(age === undefined ? [] : [age]),
  ];
}
