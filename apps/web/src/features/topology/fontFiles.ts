import sans from '@fontsource/inter/files/inter-latin-400-normal.woff2?inline';
import bold from '@fontsource/inter/files/inter-latin-600-normal.woff2?inline';
import mono from '@fontsource/jetbrains-mono/files/jetbrains-mono-latin-400-normal.woff2?inline';

export interface FontFile {
  readonly family: 'Inter' | 'JetBrains Mono';
  readonly weight: number;
  /** `data:font/woff2;base64,…` */
  readonly uri: string;
}

/**
 * The picture's fonts, 90 kB: for who asks for them, not for the first screen. Inter and JetBrains
 * Mono are under the SIL Open Font License, which lets documents carry them.
 */
export const FONT_FILES: readonly FontFile[] = [
  { family: 'Inter', weight: 400, uri: sans },
  { family: 'Inter', weight: 600, uri: bold },
  { family: 'JetBrains Mono', weight: 400, uri: mono },
];
