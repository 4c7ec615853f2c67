import { useCallback, useEffect, useState } from 'react';

/** Whether files are dragged over the page; `end` is for who then takes them. */
export function useDragging(): { readonly isDragging: boolean; readonly end: () => void } {
  const [isDragging, setDragging] = useState(false);
  useEffect(() => {
    const onEnter = ({ dataTransfer }: DragEvent) => {
      if (dataTransfer?.types.includes('Files')) setDragging(true);
    };
    window.addEventListener('dragenter', onEnter);
    return () => window.removeEventListener('dragenter', onEnter);
  }, []);
  return { isDragging, end: useCallback(() => setDragging(false), []) };
}
