import { cniChainName } from '@vethscope/model';
import type { NodePlan, PodPlan } from '../cluster.ts';
import type { Stack, TablePart } from './restore.ts';
import { comment } from './restore.ts';

const NETWORK = 'crio';
const MULTICAST = { v4: '224.0.0.0/4', v6: 'ff00::/8' };

/** What the bridge plugin writes for each pod with `ipMasq`: containernetworking, `pkg/ip/ipmasq_linux.go`. */
export function cniMasquerade(node: NodePlan, stack: Stack): TablePart {
  const why = ({ sandbox }: PodPlan): string => comment(`name: "${NETWORK}" id: "${sandbox}"`);
  const pods = [...node.bridgePods, node.namespaces.unnamed];
  const chainOf = ({ sandbox }: PodPlan): string => cniChainName({ network: NETWORK, sandbox });
  return {
    table: 'nat',
    chains: pods.map((pod) => ({
      name: chainOf(pod),
      rules: [
        `-d ${node.bridge.subnet[stack]} ${why(pod)} -j ACCEPT`,
        `! -d ${MULTICAST[stack]} ${why(pod)} -j MASQUERADE`,
      ],
    })),
    hooks: pods.map(
      (pod) => `-A POSTROUTING -s ${pod.addresses[stack]} ${why(pod)} -j ${chainOf(pod)}`,
    ),
  };
}
