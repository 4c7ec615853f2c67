import { formatBytes } from '../ui/format.ts';
import type { ReadingProgress } from './messages.ts';

export interface ProgressWords {
  readonly title: string;
  /** How much of how much, where that is known. */
  readonly detail?: string;
  /** 0 to 1; absent: nobody knows. */
  readonly share?: number;
}

export function progressWords(progress: ReadingProgress | undefined): ProgressWords {
  switch (progress?.phase) {
    case undefined:
      return { title: 'Opening the capture' };
    case 'fetching': {
      const { done, of } = progress;
      return {
        title: 'Fetching the capture',
        detail: of === undefined ? formatBytes(done) : `${formatBytes(done)} of ${formatBytes(of)}`,
        ...(of !== undefined && { share: Math.min(1, done / of) }),
      };
    }
    case 'reading':
      return {
        title: 'Reading the outputs',
        detail: `${Math.floor(progress.share * 100)} % of the text`,
        share: progress.share,
      };
    case 'drawing':
      return { title: 'Joining what was read' };
  }
}
