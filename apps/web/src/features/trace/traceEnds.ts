import type { TopologyNode, TopologyService } from '@vethscope/model';
import { prefixAddress } from '@vethscope/model';
import type { OpenCapture } from '../../view/CaptureContext.tsx';
import type { CaptureIndex } from '../../view/captureIndex.ts';
import { netnsTitle } from '../../view/names.ts';
import { portText } from '../details/services.ts';
import type { SearchEntry } from '../search/searchIndex.ts';
import { askedAs, type TraceField } from './askedAs.ts';

/** What can be typed as an end of a trace, as the search box's entries. */
export function traceEnds(capture: OpenCapture, field: TraceField): readonly SearchEntry[] {
  const { topology, index } = capture;
  return [
    ...topology.nodes.flatMap((element) => elementEnds(index, element, field)),
    ...(field === 'to' ? topology.services.map(serviceEnd) : []),
  ];
}

function elementEnds(
  index: CaptureIndex,
  element: TopologyNode,
  field: TraceField,
): readonly SearchEntry[] {
  const text = askedAs(index, element.id, field);
  if (text === undefined) return [];
  switch (element.kind) {
    case 'pod':
      return [end(field, 'Pods', 'pod', text, '', element.addresses)];
    case 'node':
      return [end(field, 'Nodes', 'node', text, 'the node itself', [])];
    case 'netns':
      // Where one pod lives, or the node itself does, that is its name.
      return element.captured && text === element.id
        ? [end(field, 'Namespaces', 'netns', text, netnsTitle(index, element), element.aliases)]
        : [];
    case 'interface':
      return element.type === 'loopback'
        ? []
        : element.addresses
            .map(prefixAddress)
            .filter((address) => !isLinkLocal(address))
            .map((address) =>
              end(field, 'Addresses', 'device', address, whereIs(index, element), []),
            );
    case 'external':
      return [end(field, 'Outside', 'external', text, element.role, [])];
  }
}

/** The same on every link: it tells of no end. RFC 4291, section 2.5.6; RFC 3927. */
function isLinkLocal(address: string): boolean {
  return /^(fe[89ab][0-9a-f]:|169\.254\.)/.test(address);
}

function whereIs(
  index: CaptureIndex,
  element: Extract<TopologyNode, { kind: 'interface' }>,
): string {
  const netns = index.node(element.netns);
  return netns?.kind === 'netns' ? `${element.name} in ${netnsTitle(index, netns)}` : element.name;
}

function serviceEnd(service: TopologyService): SearchEntry {
  const text = `${service.namespace}/${service.name}`;
  const ports = service.ports.map(portText).join(' ');
  const about = service.clusterIps.length === 0 ? `headless ${ports}` : ports;
  const [port] = service.ports;
  const entry = end('to', 'Services', 'service', text, about, service.clusterIps);
  const { proto, dport } = portPatch(service.ports.length === 1 ? port : undefined);
  return { ...entry, patch: { ...entry.patch, ...(proto && { proto, dport }) } };
}

/** A service's only port is the one that is meant. */
function portPatch(port: TopologyService['ports'][number] | undefined) {
  const proto = port?.protocol.toLowerCase();
  return proto === 'tcp' || proto === 'udp' ? { proto, dport: `${port?.port}` } : {};
}

function end(
  field: TraceField,
  group: SearchEntry['group'],
  kind: SearchEntry['kind'],
  title: string,
  about: string,
  words: readonly string[],
): SearchEntry {
  return { group, kind, title, about, words, patch: { [field]: title } };
}
