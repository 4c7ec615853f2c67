import type { Ip } from '@vethscope/model';
import type { Network } from '../network/network.ts';
import { addressesOf } from './addressesOf.ts';
import { findSubject } from './findSubject.ts';
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

export function findEnd(network: Network, text: string): FoundEnd {
  const found = findSubject(network, text);
  if (found.kind === 'problem') return found;
  const { subject } = found;
  const place = placeOf(network, subject);
  return { kind: 'end', subject, place, addresses: addressesOf(network, subject, place) };
}
