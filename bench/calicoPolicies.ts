import { calicoChainName, selectorSetName } from '@vethscope/lab/rules/calicoNames.ts';

/** A network policy of one namespace: who may come in, or where its pods may go. */
export interface Policy {
  readonly namespace: string;
  readonly direction: 'ingress' | 'egress';
  /** Namespaces whose pods are at the other end. */
  readonly peers: readonly string[];
  /** As iptables lists them: `8080,9090:9099`. */
  readonly ports: string;
}

/** So that of all pairs some may talk and some may not, and some rules look at thousands of addresses. */
export const POLICIES: readonly Policy[] = [
  { namespace: 'shop', direction: 'ingress', peers: ['shop', 'default'], ports: '6379,8080' },
  { namespace: 'payments', direction: 'ingress', peers: ['shop'], ports: '8080,9090:9099' },
  { namespace: 'payments', direction: 'egress', peers: ['shop', 'default'], ports: '53,8080' },
];

/** `cali-pi-…`, `cali-po-…`. */
export function policyChainName(policy: Policy): string {
  return calicoChainName(policy.direction === 'ingress' ? 'cali-pi-' : 'cali-po-', idOf(policy));
}

/** `default/knp.default.payments-ingress`. */
export function idOf({ namespace, direction }: Policy): string {
  return `${namespace}/knp.default.${namespace}-${direction}`;
}

/** The ipset of all pods of a namespace, wherever they run. */
export function namespaceSetName(namespace: string): string {
  return selectorSetName(4, `projectcalico.org/namespace == "${namespace}"`);
}
