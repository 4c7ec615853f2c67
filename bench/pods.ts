import { calicoWorkloadHash } from '@vethscope/model';
import { dotted, type ServiceCount } from './kubeProxyNat.ts';

export interface NodeSize extends ServiceCount {
  readonly pods: number;
  /** Pods of other nodes that come before this one's: names and addresses are the cluster's. */
  readonly podsBefore?: number;
}

export type Attachment = 'bridge' | 'routed';

export interface Pod {
  readonly namespace: string;
  readonly name: string;
  readonly netns: string;
  /** The host's end of its veth, and that one's ifindex. */
  readonly port: string;
  readonly ifindex: number;
  readonly attachment: Attachment;
  readonly address: string;
  readonly mac: string;
}

/** The pods of a node, one in four on its bridge. Those of a smaller node are also on a larger one. */
export function plannedPods({ pods, podsBefore = 0 }: NodeSize): readonly Pod[] {
  return Array.from({ length: pods }, (_, i) => podOf(i + podsBefore));
}

const APPS: readonly (readonly [namespace: string, app: string])[] = [
  ['shop', 'checkout'],
  ['shop', 'cart-redis'],
  ['payments', 'ledger-worker'],
  ['observability', 'prometheus-node-exporter'],
  ['default', 'web'],
];
const FIRST_IFINDEX = 20;

function podOf(i: number): Pod {
  const [namespace, app] = APPS[i % APPS.length] ?? ['default', 'web'];
  // A multiplication by an odd number is a permutation: no two pods share a code.
  const code = (Math.imul(i + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0');
  const name = `${app}-7db6d8ff4d-${code}`;
  const isOnBridge = i % 4 === 0;
  return {
    namespace,
    name,
    netns: `${code}-3c51-4541-a1dc-${(i + 1).toString(16).padStart(12, '0')}`,
    port: isOnBridge ? `veth${code}` : `cali${calicoWorkloadHash(namespace, name)}`,
    ifindex: FIRST_IFINDEX + i,
    attachment: isOnBridge ? 'bridge' : 'routed',
    address: dotted((isOnBridge ? 0x0a_55_00_02 : 0xc0_a8_02_01) + i),
    mac: `0a:58:${code.replace(/(..)(?=.)/g, '$1:')}`,
  };
}
