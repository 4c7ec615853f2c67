import { useEffect, useRef, useState } from 'react';

/** Files dropped anywhere on the page; true while something is dragged over it. */
export function useFileDrop(onFiles: ((files: readonly File[]) => void) | undefined): boolean {
  const [isOver, setOver] = useState(false);
  const current = useRef(onFiles);
  current.current = onFiles;
  useEffect(() => {
    // Entering a child leaves its parent, so entries are counted.
    let depth = 0;
    const update = (next: number) => {
      depth = Math.max(0, next);
      setOver(depth > 0);
    };
    const isForUs = (event: DragEvent) =>
      current.current !== undefined && event.dataTransfer?.types.includes('Files') === true;
    const onEnter = (event: DragEvent) => {
      if (isForUs(event)) update(depth + 1);
    };
    const onLeave = (event: DragEvent) => {
      if (isForUs(event)) update(depth - 1);
    };
    const onOver = (event: DragEvent) => {
      if (isForUs(event)) event.preventDefault();
    };
    const onDrop = (event: DragEvent) => {
      if (!isForUs(event)) return;
      event.preventDefault();
      update(0);
      current.current?.([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener('dragenter', onEnter);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('dragover', onOver);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragenter', onEnter);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('drop', onDrop);
    };
  }, []);
  return isOver;
}
