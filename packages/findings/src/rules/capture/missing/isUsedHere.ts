import type { CommandRun } from '@vethscope/model';
import type { NodeContext } from '../../../context.ts';

/**
 * A command that could not be run would have told something. A tool that is not installed mostly means
 * that nobody uses what it manages (firewalld, NetworkManager, a container runtime); not so for those
 * that list what is in the kernel.
 */
export function isUsedHere(node: NodeContext, { command, outcome }: CommandRun): boolean {
  if (outcome.kind !== 'notRun' || !outcome.reason.endsWith('is not installed')) return true;
  if (/^(nft|ip6?tables)\b/.test(command)) return true;
  const { links, iptables } = node.host.facts;
  if (command.startsWith('bridge ')) {
    return links.some(({ details }) => details?.kind === 'bridge' || details?.kind === 'vxlan');
  }
  if (command.startsWith('ipset ')) {
    return iptables.some(({ chains }) =>
      chains.some(({ rules }) =>
        rules.some(({ matches }) => matches.some(({ kind }) => kind === 'set')),
      ),
    );
  }
  return false;
}
