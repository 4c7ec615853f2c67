import { sha1 } from '@noble/hashes/legacy.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Length of the hash in a workload's interface name: Calico, `VethNameForWorkload`. */
const HASH_LENGTH = 11;

/** `cali9d04617f188`: the host's end of a pod's veth. The prefix is configurable, the hash is not. */
export function calicoWorkloadHash(namespace: string, pod: string): string {
  return bytesToHex(sha1(utf8ToBytes(`${namespace}.${pod}`))).slice(0, HASH_LENGTH);
}

/** `cali9d04617f188` → `9d04617f188`; `undefined` for names that cannot be a workload's. */
export function workloadHashOf(ifname: string): string | undefined {
  return /^[a-z]{2,4}([0-9a-f]{11})$/.exec(ifname)?.[1];
}

/**
 * `cali-fw-cali6945b3c77c1` → `cali6945b3c77c1`: the interface that a workload chain is for.
 * `fw` is traffic from the workload, `tw` to it: Calico, `rules/endpoints.go`.
 */
export function workloadInterfaceOfChain(chain: string): string | undefined {
  return /^cali-[ft]w-(.+)$/.exec(chain)?.[1];
}
