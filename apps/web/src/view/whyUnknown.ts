import { type CommandRun, type FactKind, ranBadly } from '@vethscope/model';
import type { NetnsCapture } from './netnsCaptures.ts';
import { whatWentWrong } from './runWords.ts';

/** The captured commands that would have answered a question; of others nobody tells why. */
const ANSWERED_BY: Partial<Readonly<Record<FactKind, RegExp>>> = {
  links: /^ip .*\b(addr|link)\b/,
  addresses: /^ip .*\baddr\b/,
  routes4: /^ip .*\broute\b/,
  routes6: /^ip .*\broute\b/,
  allTables4: /^ip .*\broute\b/,
  allTables6: /^ip .*\broute\b/,
  policyRules4: /^ip (-d )?rule\b/,
  policyRules6: /^ip -6 rule\b/,
  neighbors: /^ip .*\bneigh show$/,
  proxyNeighbors: /^ip .*\bneigh show proxy$/,
  fdb: /^bridge .*\bfdb\b/,
  iptables4: /^iptables\b.*-save\b/,
  iptables6: /^ip6tables\b.*-save\b/,
  nftTables: /^nft\b/,
  ipsets: /^ipset\b/,
  sysctls: /\/proc\/sys\//,
  forwardingSysctls: /^ip .*\bnetconf\b/,
  bridgeSysctls: /\/proc\/sys\//,
  sockets: /^ss\b/,
  bridgeVlans: /^bridge .*\bvlan\b/,
  netnsNames: /^ip netns\b/,
  pods: /\bkubectl get( pods\b|$)/,
  services: /\bkubectl get( services\b|$)/,
  endpointSlices: /\bkubectl get( endpointslices\b|$)/,
  nodes: /\bkubectl get nodes\b/,
  networkPolicies: /\bkubectl get( networkpolicies\b|$)/,
  ipPools: /\bkubectl get( ippools\b|$)/,
  ipamBlocks: /\bkubectl get( ipamblocks\b|$)/,
  felixConfigurations: /\bkubectl get( felixconfigurations\b|$)/,
  // Where the runtime does not even list its pods, nothing else is asked of it.
  containers: /\bcrictl (ps|pods)\b/,
  sandboxes: /\bcrictl pods\b/,
  firewalldZones: /^firewall-cmd\b/,
  unmanagedDevices: /^NetworkManager\b/,
};

/**
 * Why a capture does not answer a question about a namespace: `ipset is not installed`. Without an
 * answer where the manifest does not tell, as with commands that a capture never runs.
 */
export function whyUnknown(capture: NetnsCapture | undefined, kind: FactKind): string | undefined {
  if (capture === undefined) return undefined;
  const { found, runs } = capture;
  if (found?.failure !== undefined) return found.failure;
  const asked = ANSWERED_BY[kind];
  if (!asked) return undefined;
  const reasons = runs.filter(({ command }) => asked.test(command)).flatMap(reasonOf);
  const [first] = reasons;
  return first;
}

/** What is known to be empty is no reason: it is an answer. */
function reasonOf(run: CommandRun): readonly string[] {
  const { command, outcome, seconds } = run;
  if (outcome.kind === 'notRun') return outcome.knownEmpty ? [] : [outcome.reason];
  return ranBadly([run]).map(() => `\`${command}\` ${whatWentWrong(outcome, seconds) ?? ''}`);
}
