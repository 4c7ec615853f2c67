import type { Interface, Namespace } from '../network/network.ts';
import { perNamespace } from '../network/network.ts';
import { type Switch, settingOf, switchOf } from '../network/sysctls.ts';
import type { Skb } from '../walk/skb.ts';
import type { Walk } from '../walk/walk.ts';

/**
 * Whether iptables sees what crosses a bridge: br_nf_pre_routing() asks the sysctl and the bridge's
 * own attribute, and passes by frames with a VLAN tag unless another sysctl says otherwise.
 */
export function callsIptables(walk: Walk, bridge: Interface, skb: Skb): boolean {
  const { netns } = bridge;
  const { family } = skb.packet;
  const setting = bothSettings(bridge, family);
  if (setting === 'off') return false;
  if (skb.vlan !== undefined && !seesTagged(walk, netns)) return false;
  if (setting === 'on') return true;
  if (!hasRules(netns)[family]) return false;
  const key = sysctlKey(family);
  return walk.choices.ask({
    key: `${key} ${netns.id}`,
    ifYes: `iptables sees what crosses the bridge ${bridge.name} (${key} is on)`,
    ifNo: `iptables does not see what crosses the bridge ${bridge.name} (${key} is off)`,
  });
}

function sysctlKey(family: 4 | 6): string {
  return `net.bridge.bridge-nf-call-${family === 4 ? 'iptables' : 'ip6tables'}`;
}

function bothSettings(bridge: Interface, family: 4 | 6): Switch {
  const { netns, link } = bridge;
  const setting = switchOf(settingOf(netns, sysctlKey(family)));
  if (setting === 'on') return 'on';
  // Without the module there are no such sysctls, and the attribute says nothing.
  if (setting === 'off' && !netns.sysctl(sysctlKey(family))) return 'off';
  const details = link.details?.kind === 'bridge' ? link.details : undefined;
  const own = family === 4 ? details?.nfCallIptables : details?.nfCallIp6tables;
  if (own === true) return setting === 'off' ? 'on' : 'unknown';
  return setting;
}

function seesTagged(walk: Walk, netns: Namespace): boolean {
  const key = 'net.bridge.bridge-nf-filter-vlan-tagged';
  const setting = switchOf(settingOf(netns, key));
  if (setting !== 'unknown') return setting === 'on';
  return !walk.choices.ask({
    key: `${key} ${netns.id}`,
    ifYes: `iptables does not see frames with a VLAN tag (${key} is off)`,
    ifNo: `iptables sees frames with a VLAN tag (${key} is on)`,
  });
}

/** Whether the answer matters: uncaptured rules may do anything. */
const hasRules = perNamespace(({ facts, knows, isHost }: Namespace) => {
  const of = (family: 4 | 6): boolean => {
    const tables = facts.iptables.filter((table) => table.family === family);
    if (tables.some(({ chains }) => chains.some(decides))) return true;
    return isHost && !knows(family === 4 ? 'iptables4' : 'iptables6');
  };
  return { 4: of(4), 6: of(6) };
});

function decides(chain: { readonly policy?: string; readonly rules: readonly unknown[] }): boolean {
  return chain.rules.length > 0 || chain.policy === 'DROP';
}
