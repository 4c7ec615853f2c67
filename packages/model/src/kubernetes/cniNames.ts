import { sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** What the bridge and portmap plugins write into the comment of their rules. */
export interface CniAttachment {
  readonly network: string;
  /** Full id of the pod sandbox, 64 hex digits. */
  readonly sandbox: string;
}

/** `name: "crio" id: "a0f922c5…"`: containernetworking/plugins, `utils.FormatComment`. */
export function readCniComment(text: string): CniAttachment | undefined {
  const match = /^(?:dnat )?name: "([^"]*)" id: "([^"]*)"$/.exec(text);
  return match ? { network: match[1] ?? '', sandbox: match[2] ?? '' } : undefined;
}

/** `CNI-0753f7d0856b570d6e276401`: containernetworking/plugins, `utils.FormatChainName`. */
export function cniChainName({ network, sandbox }: CniAttachment): string {
  return `CNI-${bytesToHex(sha512(utf8ToBytes(network + sandbox))).slice(0, 24)}`;
}
