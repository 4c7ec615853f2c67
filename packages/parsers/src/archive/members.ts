/** One entry of an archive, before anybody looked whether it is text. */
interface FileMember {
  readonly kind: 'file';
  /** As the archive spells it. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type Member =
  | FileMember
  /** Not followed: it may point anywhere. */
  | { readonly kind: 'link'; readonly name: string; readonly target: string }
  /** There, but not to be had: encrypted, packed by an unknown method. */
  | { readonly kind: 'unreadable'; readonly name: string; readonly reason: string }
  /** The archive ends in the middle; whatever came before is whole. */
  | { readonly kind: 'cut'; readonly name?: string };
