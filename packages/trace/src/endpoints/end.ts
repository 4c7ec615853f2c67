import type { Ip } from '@vethscope/model';
import type { Network } from '../network/network.ts';
import { addressesOf } from './addressesOf.ts';
import { findSubject } from './findSubject.ts';
import { perNetwork } from './perNetwork.ts';
import { type Place, placeOf } from './place.ts';
import type { Subject } from './subject.ts';

/** One end of the question, and what it was found to be. */
export interface End {
  readonly kind: 'end';
  readonly subject: Subject;
  readonly place: Place;
  /** The usual one of each family first. */
  readonly addresses: readonly Ip[];
}

export type FoundEnd = End | { readonly kind: 'problem'; readonly message: string };

/** Who asks for all pairs of 250 pods names each of them 500 times. */
export function findEnd(network: Network, text: string): FoundEnd {
  const ends = endsOf(network);
  const known = ends.get(text);
  if (known) return known;
  const end = resolveEnd(network, text);
  if (ends.size >= KEPT) ends.clear();
  ends.set(text, end);
  return end;
}

const KEPT = 4096;

const endsOf = perNetwork(() => new Map<string, FoundEnd>());

function resolveEnd(network: Network, text: string): FoundEnd {
  const found = findSubject(network, text);
  if (found.kind === 'problem') return found;
  const { subject } = found;
  const place = placeOf(network, subject);
  return { kind: 'end', subject, place, addresses: addressesOf(network, subject, place) };
}
