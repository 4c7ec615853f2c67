import type { Chain, InterfaceMatch, Rule } from '@vethscope/model';
import { hidesInterfaces } from '@vethscope/model';

/** What a listing without interfaces must have hidden, and from what that follows. */
export interface InferredInterfaces {
  readonly inInterface: InterfaceMatch;
  readonly outInterface: InterfaceMatch;
  /** One line, the same for all rules of a chain. */
  readonly from: string;
  /** It names one, so that it may decide whether the rule holds. */
  readonly isDecisive: boolean;
}

/**
 * `iptables -L` without `-v` hides interfaces, but Calico, kube-proxy and the CNI plugins write
 * their chains always alike: which rules of them name one is known. `undefined`: nothing hidden, or
 * nobody known wrote the rule.
 */
export function inferInterfaces(chain: Chain, rule: Rule): InferredInterfaces | undefined {
  if (!hidesInterfaces(rule)) return undefined;
  const { target } = rule;
  const leadsTo = target.kind === 'jump' || target.kind === 'goto' ? target.chain : '';
  const endpoint = /^cali-([ft])w-(.+)$/.exec(leadsTo);
  if (endpoint && /^cali-(from|to)-wl-dispatch/.test(chain.name)) {
    const device = {
      kind: 'is',
      name: endpoint[2] ?? '',
      wildcard: false,
      negated: false,
    } as const;
    return {
      inInterface: endpoint[1] === 'f' ? device : ANY,
      outInterface: endpoint[1] === 't' ? device : ANY,
      from: `interfaces of the rules of ${chain.name} inferred from the chains they lead to`,
      isDecisive: true,
    };
  }
  return undefined;
}

const ANY = { kind: 'any' } as const;
