import {
  compareEvidence,
  compareText,
  type Diagnostic,
  type Evidence,
  type InterfaceAddress,
  type Link,
  type LinkPeer,
  uniqueEvidence,
} from '@vethscope/model';
import type { FoundOutput } from '../recognize/foundOutput.ts';
import type { Merged } from './mergeListings.ts';

/** The links of one output. */
export interface LinkListing {
  readonly links: readonly Link[];
  readonly found: FoundOutput;
  /** It lists all addresses of the links it shows: `ip addr`, but not `ip -4 addr`. */
  readonly addresses: 'all' | 'some';
}

/** `ip link` and `ip addr`, text and JSON, show the same links: each becomes one. */
export function mergeLinks(listings: readonly LinkListing[]): Merged<Link> {
  const byName = new Map<string, Link>();
  const diagnostics: Diagnostic[] = [];
  for (const { links, addresses } of listings) {
    for (const link of links) {
      const earlier = byName.get(link.name);
      if (earlier === undefined) {
        byName.set(link.name, link);
      } else if (earlier.ifindex !== link.ifindex) {
        byName.set(link.name, link);
        diagnostics.push({
          ...link.evidence,
          severity: 'info',
          message: `${link.name} had the index ${earlier.ifindex} in an earlier output: it was made anew, and the later one is shown`,
        });
      } else {
        byName.set(link.name, mergeLink(earlier, link, addresses));
      }
    }
  }
  const links = [...byName.values()];
  links.sort((a, b) => a.ifindex - b.ifindex || compareText(a.name, b.name));
  return { records: links, diagnostics };
}

function mergeLink(earlier: Link, later: Link, addresses: LinkListing['addresses']): Link {
  const { moreEvidence: _, ...merged } = { ...earlier, ...later };
  const peer = mergePeer(earlier.peer, later.peer);
  const details = mergeDetails(earlier.details, later.details);
  const port = mergeDetails(earlier.port, later.port);
  return {
    ...merged,
    flags: later.flags.length > 0 ? later.flags : earlier.flags,
    altnames: [...new Set([...earlier.altnames, ...later.altnames])],
    addresses: mergeAddresses(earlier.addresses, later.addresses, addresses),
    ...(peer && { peer }),
    ...(details && { details }),
    ...(port && { port }),
    ...evidenceOf(earlier, later),
  };
}

function evidenceOf(earlier: Link, later: Link): Pick<Link, 'evidence' | 'moreEvidence'> {
  const more = [...(earlier.moreEvidence ?? []), later.evidence, ...(later.moreEvidence ?? [])];
  const others = uniqueEvidence(more).filter((e: Evidence) => compareEvidence(e, earlier.evidence));
  return { evidence: earlier.evidence, ...(others.length > 0 && { moreEvidence: others }) };
}

/**
 * A peer in another namespace is never told by a local name: `ip -6 addr` and busybox print the
 * name of whatever has that index here.
 */
function mergePeer(earlier?: LinkPeer, later?: LinkPeer): LinkPeer | undefined {
  if (!earlier || !later) return later ?? earlier;
  const merged = { ...earlier, ...later };
  const isElsewhere = merged.netns !== undefined || merged.nsid !== undefined;
  if (!isElsewhere || merged.name === undefined) return merged;
  const { name: _, ...peer } = merged;
  return peer;
}

/** Of the same kind, what either says; otherwise the later's word. */
function mergeDetails<T extends { readonly kind: string }>(earlier?: T, later?: T): T | undefined {
  if (!earlier || !later) return later ?? earlier;
  return earlier.kind === later.kind ? { ...earlier, ...later } : later;
}

function mergeAddresses(
  earlier: readonly InterfaceAddress[],
  later: readonly InterfaceAddress[],
  extent: LinkListing['addresses'],
): readonly InterfaceAddress[] {
  if (extent === 'all') return later;
  const byPrefix = new Map(earlier.map((address) => [address.prefix, address]));
  for (const address of later) byPrefix.set(address.prefix, address);
  return [...byPrefix.values()];
}
