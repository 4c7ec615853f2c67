import type { BridgeVlan } from '@vethscope/model';

/**
 * The state among what `-d` and `-s` print below a VLAN (bridge/vlan.c, print_vlan_opts); what the
 * rest says is of multicast and of counters, and is not kept. `undefined`: these words are another's.
 */
export function optionsOfWords(words: readonly string[]): Pick<BridgeVlan, 'state'> | undefined {
  const [first = ''] = words;
  // RX: 1204 bytes 11 packets
  if (/^(RX|TX):$/.test(first)) return {};
  if (!OPTIONS.test(first)) return undefined;
  const state = words[words.indexOf('state') + 1];
  return words.includes('state') && state !== undefined ? { state } : {};
}

const OPTIONS = /^(state|neigh_suppress|msti|mcast_\w+)$/;
