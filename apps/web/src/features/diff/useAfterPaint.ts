import { useEffect, useState } from 'react';

/** Made once what is on screen is painted, and anew for another `make`; `undefined` until then. */
export function useAfterPaint<T>(make: (() => T) | undefined): T | undefined {
  const [made, setMade] = useState<{ readonly by: () => T; readonly value: T }>();
  useEffect(() => {
    if (!make) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => setMade({ by: make, value: make() }));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [make]);
  return made && made.by === make ? made.value : undefined;
}
