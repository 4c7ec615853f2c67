/** What a set says of a packet. */
export type Found =
  | { readonly kind: 'member' }
  /** The most specific entry says `nomatch`. */
  | { readonly kind: 'nomatch' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly why: string };

export const MEMBER: Found = { kind: 'member' };
export const NOMATCH: Found = { kind: 'nomatch' };
export const ABSENT: Found = { kind: 'absent' };
