/** For a POSIX shell; `!` alone means nothing to it. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) || word === '!'
    ? word
    : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Characters that a terminal would act on, wherever they are pasted. */
export function hasControls(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is asked
  return /[\u0000-\u001f\u007f]/.test(text);
}
