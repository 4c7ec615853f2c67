import { evidenceFiles } from '@vethscope/parsers';
import { useMemo } from 'react';
import { useCapture } from './CaptureContext.tsx';

/** The texts of the open capture's files, by the names that evidence has for them. */
export function useTextOf(): (file: string) => string | undefined {
  const { files } = useCapture();
  return useMemo(() => {
    const texts = new Map(evidenceFiles(files).map(({ path, text }) => [path, text]));
    return (file) => texts.get(file);
  }, [files]);
}
