import { useEffect, useState } from 'react';

/** Made, or begun, once what is on screen is painted, and anew for another `make`; `undefined` until then. */
export function useAfterPaint<T>(make: (() => T | Promise<T>) | undefined): T | undefined {
  const [made, setMade] = useState<{ readonly by: () => T | Promise<T>; readonly value: T }>();
  useEffect(() => {
    if (!make) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(async () => setMade({ by: make, value: await make() }));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [make]);
  return made && made.by === make ? made.value : undefined;
}
