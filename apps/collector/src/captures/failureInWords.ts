const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder: check the path',
  ENOTDIR: 'a part of the path is a file, not a folder: check the path',
  EACCES: 'permission denied: check who may read it',
  EPERM: 'permission denied: check who may read it',
  EISDIR: 'it is a folder',
  ELOOP: 'its symbolic links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
  ENOSPC: 'no space left on the disk',
  EROFS: 'the file system is read-only',
  EPIPE: 'its reader left before the end',
};

/** What a failed system call means, for a one-line message. */
export function failureInWords(error: unknown): string {
  const code = errorCode(error);
  return WORDS[code ?? ''] ?? code ?? (error instanceof Error ? error.message : String(error));
}

export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}
