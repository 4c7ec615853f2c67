import type { BridgeVlan } from '@vethscope/model';
import { looksLikeJson } from '../../source/jsonSource.ts';
import { defineCommand } from '../command.ts';
import { HEADER, parseBridgeVlans } from './parse.ts';
import { vlanRequestOf } from './request.ts';

/** `bridge [-d] [-s] vlan [show]`, also as JSON. */
export const bridgeVlan = defineCommand<BridgeVlan>({
  name: 'bridge vlan',
  accepts: (argv) => vlanRequestOf(argv) !== undefined,
  recognizes: (text) => (looksLikeVlans(text) ? ['bridge', 'vlan', 'show'] : undefined),
  parse: parseBridgeVlans,
  facts: (bridgeVlans, argv) => ({
    bridgeVlans,
    captured: vlanRequestOf(argv)?.isWhole ? ['bridgeVlans'] : [],
  }),
});

/** By the header, with a tunnel's column or not: that one is another listing. */
function looksLikeVlans(text: string): boolean {
  return looksLikeJson(text)
    ? /^\s*\[\s*\{\s*"ifname":\s*"[^"]+",\s*"vlans":/.test(text)
    : HEADER.test(text.trimStart().split('\n', 1)[0] ?? '');
}
