import type { Family, Link, Route } from '@vethscope/model';
import { ipFamily } from '@vethscope/model';
import type { Interface } from '@vethscope/trace';
import type { NodeContext } from '../../context.ts';
import type { Found, NodeRule } from '../../rule.ts';
import { isDefault } from './tables/tables.ts';
import { type TunnelUnderlay, tunnelUnderlays } from './tunnels/tunnelUnderlays.ts';

export const underlayNotDefault: NodeRule = {
  id: 'underlay-not-default',
  name: 'Tunnel not on the interface of the default route',
  scope: 'node',
  severity: 'info',
  explanation:
    "The tunnel's outer packets leave by another interface than the default route's. That can be meant, with a network of its own between the nodes; or Calico's address autodetection took the first interface that it found. Firewall zones and cloud security groups have to let the tunnel through on that interface, not on the one that everybody looks at.",
  needs: ['links', 'routes4'],
  check: (node, context) =>
    [...node.host.interfaces.values()].flatMap((tunnel) =>
      tunnelUnderlays(tunnel, context).flatMap((underlay) => {
        const family = outerFamily(tunnel.link);
        const defaults = node.host.facts.routes.filter((route) => isMainDefault(route, family));
        const isOnDefault = defaults.some(({ nexthops }) =>
          nexthops.some(({ device }) => device === underlay.device.name),
        );
        if (defaults.length === 0 || isOnDefault) return [];
        return [found(node, { tunnel, underlay, defaults })];
      }),
    ),
};

/** Of the outer packets: those of `vxlan-v6.calico` go by IPv6's default route. */
function outerFamily({ details }: Link): Family {
  const local = details?.kind === 'vxlan' ? details.local : undefined;
  return local === undefined ? 4 : ipFamily(local);
}

function isMainDefault(route: Route, family: Family): boolean {
  return (
    route.family === family &&
    route.type === 'unicast' &&
    route.table === 'main' &&
    isDefault(route)
  );
}

interface OffDefault {
  readonly tunnel: Interface;
  readonly underlay: TunnelUnderlay;
  readonly defaults: readonly Route[];
}

function found(node: NodeContext, which: OffDefault): Found {
  const { tunnel, defaults } = which;
  const { device: underlay, evidence } = which.underlay;
  const others = [
    ...new Set(defaults.flatMap(({ nexthops }) => nexthops.flatMap(({ device }) => device ?? []))),
  ];
  const zone = node.facts.firewalldZones.find(({ interfaces }) =>
    interfaces.includes(underlay.name),
  );
  const autodetection = AUTODETECTION[tunnel.name];
  return {
    title: `${tunnel.name} sends through ${underlay.name}, the default route leads to ${others.join(', ')}${node.onNode}`,
    subjects: [underlay.id, tunnel.id],
    evidence: [
      ...evidence,
      ...defaults.map(({ evidence }) => evidence),
      ...(zone ? [zone.evidence] : []),
    ],
    why: `What the tunnel carries leaves by ${underlay.name}: with a CNI, all packets between pods of different nodes. Where only ${others.join(', ')} lets them through, they are lost, while everything else works.`,
    remedy: [
      openPort(tunnel.link, underlay.name, zone?.name),
      ...(autodetection ? [chosenBy(autodetection)] : []),
    ].join(' '),
  };
}

/** Where Calico's choice of the underlay is set: for the operator, and for the container. */
const AUTODETECTION: Readonly<Record<string, readonly [field: string, variable: string]>> = {
  tunl0: ['nodeAddressAutodetectionV4', 'IP_AUTODETECTION_METHOD'],
  'vxlan.calico': ['nodeAddressAutodetectionV4', 'IP_AUTODETECTION_METHOD'],
  'vxlan-v6.calico': ['nodeAddressAutodetectionV6', 'IP6_AUTODETECTION_METHOD'],
};

function chosenBy([field, variable]: readonly [field: string, variable: string]): string {
  return `Calico chooses the interface by address autodetection: \`${field}\` of \`kubectl get installation default -o yaml\` with the operator, \`${variable}\` of the calico-node container without; by default it takes the first valid one.`;
}

function openPort({ details }: Link, underlay: string, zone: string | undefined): string {
  if (details?.kind !== 'vxlan') {
    const what = details?.kind === 'ipip' ? 'IP in IP (protocol 4)' : 'the tunnel';
    return `Make sure that the firewall lets ${what} in on ${underlay}.`;
  }
  const port = `${details.port ?? 4789}/udp`;
  const command =
    zone === undefined
      ? `\`firewall-cmd --get-zone-of-interface=${underlay}\` names its zone with firewalld`
      : `its zone is ${zone}: \`firewall-cmd --zone=${zone} --query-port=${port}\``;
  return `Make sure that the firewall lets ${port} in on ${underlay}; ${command}.`;
}
