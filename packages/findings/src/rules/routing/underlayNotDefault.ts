import type { InterfaceElement, Link, Route, TopologyEdge } from '@vethscope/model';
import { prefixLength } from '@vethscope/model';
import type { NodeContext } from '../../context.ts';
import type { Found, NodeRule } from '../../rule.ts';

export const underlayNotDefault: NodeRule = {
  id: 'underlay-not-default',
  name: 'Tunnel not on the interface of the default route',
  scope: 'node',
  severity: 'info',
  explanation:
    "The tunnel's outer packets leave by another interface than the default route's. That can be meant, with a network of its own between the nodes; or Calico's address autodetection took the first interface that it found. Firewall zones and cloud security groups have to let the tunnel through on that interface, not on the one that everybody looks at.",
  needs: ['links', 'routes4'],
  check(node, context) {
    const defaults = node.host.facts.routes.filter(isDefault);
    const devices = new Set(defaults.flatMap(({ nexthops }) => nexthops.map((hop) => hop.device)));
    if (defaults.length === 0) return [];
    return [...node.host.interfaces.values()].flatMap((tunnel) =>
      tunnel.edges
        .filter(({ kind, source }) => UNDERLAYS.has(kind) && source === tunnel.id)
        .flatMap((edge) => {
          const underlay = context.element(edge.target);
          if (underlay?.kind !== 'interface' || devices.has(underlay.name)) return [];
          return [found(node, { tunnel: tunnel.link, underlay, edge, defaults })];
        }),
    );
  },
};

const UNDERLAYS: ReadonlySet<TopologyEdge['kind']> = new Set(['vxlan-underlay', 'tunnel-underlay']);

function isDefault({ family, type, table, destination }: Route): boolean {
  return family === 4 && type === 'unicast' && table === 'main' && prefixLength(destination) === 0;
}

interface Underlay {
  readonly tunnel: Link;
  readonly underlay: InterfaceElement;
  readonly edge: TopologyEdge;
  readonly defaults: readonly Route[];
}

function found(node: NodeContext, which: Underlay): Found {
  const { tunnel, underlay, edge, defaults } = which;
  const others = [
    ...new Set(defaults.flatMap(({ nexthops }) => nexthops.flatMap(({ device }) => device ?? []))),
  ];
  const zone = node.facts.firewalldZones.find(({ interfaces }) =>
    interfaces.includes(underlay.name),
  );
  const isCalico = tunnel.name === 'vxlan.calico' || tunnel.name === 'tunl0';
  return {
    title: `${tunnel.name} sends through ${underlay.name}, the default route leads to ${others.join(', ')}${node.onNode}`,
    subjects: [underlay.id, edge.source],
    evidence: [
      ...edge.evidence,
      ...defaults.map(({ evidence }) => evidence),
      ...(zone ? [zone.evidence] : []),
    ],
    why: `Packets between pods of different nodes leave by ${underlay.name}. Where only ${others.join(', ')} lets them through, they are lost, while everything else works.`,
    remedy: [
      openPort(tunnel, underlay.name, zone?.name),
      ...(isCalico ? [AUTODETECTION] : []),
    ].join(' '),
  };
}

const AUTODETECTION =
  'Calico chooses the interface by address autodetection: `nodeAddressAutodetectionV4` of `kubectl get installation default -o yaml` with the operator, `IP_AUTODETECTION_METHOD` of the calico-node container without; by default it takes the first valid one.';

function openPort({ details }: Link, underlay: string, zone: string | undefined): string {
  if (details?.kind !== 'vxlan') {
    return `Make sure that the firewall lets the tunnel through on ${underlay}.`;
  }
  const port = `${details.port ?? 4789}/udp`;
  const command =
    zone === undefined
      ? `\`firewall-cmd --get-zone-of-interface=${underlay}\` names its zone with firewalld`
      : `its zone is ${zone}: \`firewall-cmd --zone=${zone} --query-port=${port}\``;
  return `Make sure that the firewall lets ${port} in on ${underlay}; ${command}.`;
}
