import type { Evidence } from '../../evidence.ts';
import { workloadInterfaceOfChain } from '../../kubernetes/calicoNames.ts';
import { readCniComment } from '../../kubernetes/cniNames.ts';
import type { Ip } from '../../net/ip.ts';
import { prefixAddress } from '../../net/ip.ts';
import type { Rule } from '../../snapshot/iptables.ts';
import type { NodeIndex } from '../nodeIndex.ts';

export interface CniChain {
  readonly name: string;
  readonly sandbox: string;
  readonly address: Ip;
  readonly evidence: Evidence;
}

/** `CNI-0753… 0 -- 10.85.0.4 0.0.0.0/0 /* name: "crio" id: "a0f9…" *\/` of nat POSTROUTING. */
export function cniChains({ host }: NodeIndex): readonly CniChain[] {
  const tables = (host?.iptables ?? []).filter(({ table }) => table === 'nat');
  const rules = tables.flatMap(({ chains }) => chains.flatMap((chain) => chain.rules));
  return rules.flatMap((rule) => {
    const sandbox = sandboxOf(rule);
    const { target, source } = rule;
    if (sandbox === undefined || target.kind !== 'jump' || source.kind !== 'in') return [];
    const address = prefixAddress(source.prefix);
    return [{ name: target.chain, sandbox, address, evidence: rule.evidence }];
  });
}

function sandboxOf(rule: Rule): string | undefined {
  for (const match of rule.matches) {
    const attachment = match.kind === 'comment' ? readCniComment(match.text) : undefined;
    if (attachment) return attachment.sandbox;
  }
  return undefined;
}

/** `cali-fw-cali6945b3c77c1` → `cali6945b3c77c1`, for every workload chain of the host. */
export function calicoWorkloads({ host }: NodeIndex): ReadonlySet<string> {
  const chains = (host?.iptables ?? []).flatMap((table) => table.chains);
  return new Set(chains.flatMap((chain) => workloadInterfaceOfChain(chain.name) ?? []));
}
