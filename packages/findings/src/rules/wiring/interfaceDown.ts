import type { Interface } from '@vethscope/trace';
import type { NodeContext } from '../../context.ts';
import type { Found, NodeRule } from '../../rule.ts';
import { deviceUses, type Trouble, type Use } from './devices/deviceUse.ts';
import { podNamespaces } from './pods/podNamespaces.ts';

export const interfaceDown: NodeRule = {
  id: 'interface-down',
  name: 'Interface that is down',
  scope: 'node',
  severity: 'error',
  explanation:
    "An interface that packets depend on is administratively down (`UP` is missing between `<` and `>`) or has no carrier (`NO-CARRIER`): a pod's veth or its loopback, a bridge with ports, a tunnel or the interface below it, a NIC with addresses or routes. Unused NICs, bridges without ports, kube-ipvs0 and the like are down in peace and are not told of; nor are single members of a bond.",
  needs: ['links'],
  check(node, context) {
    const useOf = deviceUses(node, context, podNamespaces(context));
    return node.namespaces
      .flatMap((netns) => [...netns.interfaces.values()])
      .flatMap((device) => {
        const trouble = troubleOf(device);
        const use = trouble && useOf(device, trouble);
        return trouble && use ? [found(node, { device, trouble, use })] : [];
      });
  },
};

function troubleOf({ link }: Interface): Trouble | undefined {
  // Not every listing has flags.
  if (link.flags.length === 0) return undefined;
  if (!link.flags.includes('UP')) return 'off';
  const isCut = link.flags.includes('NO-CARRIER') || link.operstate === 'LOWERLAYERDOWN';
  return isCut ? 'noCarrier' : undefined;
}

interface DownDevice {
  readonly device: Interface;
  readonly trouble: Trouble;
  readonly use: Use;
}

function found(node: NodeContext, { device, trouble, use }: DownDevice): Found {
  const { name, netns, link } = device;
  const inside = netns.isHost ? '' : `ip netns exec ${netns.name} `;
  const state = trouble === 'off' ? 'is administratively down' : 'has no carrier';
  return {
    severity: use.severity,
    title: `${name} ${state}: ${use.effect}${node.onNode}`,
    subjects: [device.id, ...use.concerns],
    evidence: [link.evidence, ...(link.moreEvidence ?? []), ...use.evidence],
    why: use.why,
    remedy:
      trouble === 'off'
        ? `Find out who set it down (\`journalctl -b -g ${name}\`), and set it up: \`${inside}ip link set ${name} up\`.`
        : use.carrierRemedy,
  };
}
