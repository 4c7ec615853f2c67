import { isNumber } from './numbers.ts';
import type { WordRewriter } from './wordRewriter.ts';

/** What free text becomes: a comment, an alias, the prefix of a log line. */
export interface TextRenaming {
  readonly rewriter: WordRewriter;
  /** A token for a text as a whole. */
  readonly note: (text: string) => string;
}

/**
 * Free text: what kube-proxy, Calico and the CNI plugins write keeps its words, with the names in it
 * replaced; of what people write nothing stays.
 */
export function commentText(text: string, { rewriter, note }: TextRenaming): string {
  const trimmed = text.trim();
  if (trimmed === '') return text;
  const rewritten = (word: string): string =>
    word
      .split(LONG_NUMBER)
      .map((piece, i) => (i % 2 === 1 ? note(piece) : piece && rewriter.word(piece)))
      .join('');
  if (!/\s/.test(trimmed)) return text.replace(trimmed, () => rewritten(trimmed));
  const isTheirs =
    WITH_NAMES.some((pattern) => pattern.test(trimmed)) ||
    trimmed.split(/\s+/).every((word) => isTheirWord(word) || isShortNumber(coreOf(word)));
  if (!isTheirs) return text.replace(trimmed, () => note(trimmed));
  return text.replace(/\S+/g, (word) => (isTheirWord(word) ? word : rewritten(word)));
}

/** `+4917112345678`, `0171-1234567`: a telephone, an account, a ticket, and never a port or a mark. */
const LONG_NUMBER = /(?<![\w.+-])(\+?(?=[\d.-]*\d{7})[\d.-]*\d)(?!-?\w)/;

function isShortNumber(text: string): boolean {
  return isNumber(text) && !LONG_NUMBER.test(text);
}

/** Sources: kubernetes `pkg/proxy/iptables/proxier.go`, Calico `felix/rules`, CNI `utils/utils.go`. */
const WITH_NAMES: readonly RegExp[] = [
  // kube-system/kube-dns:dns -> 10.85.0.4:53
  /^(pod traffic for |masquerade (LOCAL )?traffic for |route LOCAL traffic for )?\S+\/\S+ (cluster IP|external IP|loadbalancer IP|external destinations|health check node port|has no (local )?endpoints|-> \S+)$/,
  // Profile kns.kube-system ingress
  /^(Policy|Profile) \S+ (ingress|egress)$/,
  // name: "crio" id: "a0f922c5fc8f…"
  /^(dnat )?name: \\?"[^"]*\\?" id: \\?"[^"]*\\?"$/,
];

function isTheirWord(word: string): boolean {
  const core = coreOf(word);
  return core === '' || THEIR_WORDS.has(core);
}

/** Without the signs around it. */
function coreOf(word: string): string {
  return word.replace(/^[\\"'(]+|[\\"',.;:)]+$/g, '');
}

const THEIR_WORDS: ReadonlySet<string> = new Set(
  `pod traffic for masquerade LOCAL route rejected by from cluster IP external loadbalancer destinations LB
   health check node port has no local endpoints -> Policy Profile ingress egress dnat name id
   kubernetes service portals load balancer firewall forwarding rules conntrack rule postrouting
   requiring SNAT nodeports NOTE this must be the last in chain externally-visible block incoming
   localnet connections allow pods access to itself kube-proxy explicitly accepted packet Policy
   Accept Drop Return Pass Mark Match Packet Start Failed Queue Jump Configured Conntrack Host IPIP
   IPinIP Set To From Rule VXLAN encapped packets originating workloads if profile profiles matched
   accepted policy policies of not was marked set accept host endpoint endpoints and tunnel traffic
   Don't Block Allow Deny Reject Default Non-cluster passed drop dropped after any with is are failsafe
   dispatch workload unknown interface source destination pools hosts IPv4 IPv6 UDP TCP ICMP hooks
   chain forward plugin CNI portmap firewall input admin overrides hairpin forwarded VXLAN IPSec
   encap only known allowed tier reset bits end start ports DefaultEndpointToHostAction`
    .split(/\s+/)
    .filter(Boolean),
);
