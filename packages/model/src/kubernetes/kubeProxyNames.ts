import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** A service port as kube-proxy names it: `kube-system/kube-dns:dns`, and its protocol. */
export interface ServicePortName {
  readonly namespace: string;
  readonly name: string;
  /** Empty for the only port of a service. */
  readonly port: string;
}

/** `KUBE-SVC-TCOU7JCQXEZGVUNU`: kubernetes, `pkg/proxy/iptables`, `portProtoHash`. */
export function serviceChainName(
  prefix: 'KUBE-SVC-' | 'KUBE-SVL-' | 'KUBE-EXT-' | 'KUBE-FW-',
  service: ServicePortName,
  protocol: string,
): string {
  return prefix + serviceChainHash(service, protocol);
}

/** What all chains of a service port have behind their prefixes. */
export function serviceChainHash(service: ServicePortName, protocol: string): string {
  return hash(formatServicePortName(service) + protocol.toLowerCase());
}

/** `KUBE-SEP-63Q3QMXTSXKJR2EZ`: the same, with the endpoint's `IP:PORT` behind it. */
export function endpointChainName(
  service: ServicePortName,
  protocol: string,
  endpoint: string,
): string {
  return `KUBE-SEP-${hash(formatServicePortName(service) + protocol.toLowerCase() + endpoint)}`;
}

/** `default/kubernetes:https`, or `default/web` for a port without a name. */
export function formatServicePortName({ namespace, name, port }: ServicePortName): string {
  return port === '' ? `${namespace}/${name}` : `${namespace}/${name}:${port}`;
}

/** Reads what kube-proxy puts first in its comments: `kube-system/kube-dns:dns cluster IP`. */
export function readServicePortName(text: string): ServicePortName | undefined {
  const match = /^([a-z0-9-]+)\/([a-z0-9.-]+)(?::([a-z0-9-]+))?(?= |$)/.exec(text);
  if (!match) return undefined;
  return { namespace: match[1] ?? '', name: match[2] ?? '', port: match[3] ?? '' };
}

/** First 16 letters of the RFC 4648 base32 of a SHA-256: 80 bits, so no padding is met. */
function hash(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  let name = '';
  let bits = 0;
  let count = 0;
  for (const byte of sha256(utf8ToBytes(text)).subarray(0, 10)) {
    bits = ((bits & 0x1f) << 8) | byte;
    for (count += 8; count >= 5; count -= 5) name += alphabet[(bits >> (count - 5)) & 31];
  }
  return name;
}
