/** What a file is, by its first bytes: names lie. */
type ArchiveKind = 'gzip' | 'xz' | 'zip' | 'tar' | 'other-archive' | 'text';

export interface RecognizedKind {
  readonly kind: ArchiveKind;
  /** As people call it, for messages: `a bzip2 file`. */
  readonly inWords: string;
}

interface Magic extends RecognizedKind {
  readonly at: number;
  readonly bytes: readonly number[];
}

const ascii = (text: string): readonly number[] => [...text].map((c) => c.charCodeAt(0));

const MAGICS: readonly Magic[] = [
  { kind: 'gzip', inWords: 'a gzip file', at: 0, bytes: [0x1f, 0x8b] },
  { kind: 'xz', inWords: 'an xz file', at: 0, bytes: [0xfd, ...ascii('7zXZ'), 0] },
  { kind: 'zip', inWords: 'a zip archive', at: 0, bytes: [...ascii('PK'), 3, 4] },
  { kind: 'zip', inWords: 'an empty zip archive', at: 0, bytes: [...ascii('PK'), 5, 6] },
  // POSIX writes `ustar\0`, GNU tar `ustar `.
  { kind: 'tar', inWords: 'a tar archive', at: 257, bytes: ascii('ustar') },
  { kind: 'other-archive', inWords: 'a bzip2 file', at: 0, bytes: ascii('BZh') },
  { kind: 'other-archive', inWords: 'a zstd file', at: 0, bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { kind: 'other-archive', inWords: 'a 7z archive', at: 0, bytes: [...ascii('7z'), 0xbc, 0xaf] },
  { kind: 'other-archive', inWords: 'a rar archive', at: 0, bytes: ascii('Rar!') },
];

export function archiveKind(bytes: Uint8Array): RecognizedKind {
  const found = MAGICS.find((magic) =>
    magic.bytes.every((byte, i) => bytes[magic.at + i] === byte),
  );
  return found ?? { kind: 'text', inWords: 'a text file' };
}
