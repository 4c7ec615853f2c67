import { useEffect, useState } from 'react';
import { untilIdle } from '../../view/untilIdle.ts';

/** Families for the picture's texts, as CSS lists them. */
export interface Fonts {
  readonly sans: string;
  readonly mono: string;
}

/** What a system may have. Its last resort can be wider than `textWidth` of @vethscope/model allows for. */
const SYSTEM_FONTS: Fonts = {
  sans: 'Inter, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif',
  mono: '"JetBrains Mono", "SF Mono", SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
};

/** Under names of their own: the page around the picture keeps the fonts that it began with. */
const OWN_FONTS: Fonts = {
  sans: `"Picture Inter", ${SYSTEM_FONTS.sans}`,
  mono: `"Picture JetBrains Mono", ${SYSTEM_FONTS.mono}`,
};

let loaded: Fonts | undefined;

/** The system's fonts first, the picture's own once `isReady` and they are loaded. */
export function useFonts(isReady: boolean): Fonts {
  const [fonts, setFonts] = useState(loaded ?? SYSTEM_FONTS);
  useEffect(() => {
    if (!isReady || fonts === OWN_FONTS) return;
    const controller = new AbortController();
    const { signal } = controller;
    untilIdle(signal)
      .then(loadFonts)
      .then(() => untilIdle(signal))
      .then(() => setFonts(OWN_FONTS))
      .catch(() => {
        // The view is gone, or the fonts are: the picture keeps the system's.
      });
    return () => controller.abort();
  }, [isReady, fonts]);
  return fonts;
}

async function loadFonts(): Promise<void> {
  if (loaded) return;
  const { FONT_FILES } = await import('./fontFiles.ts');
  const faces = await Promise.all(
    FONT_FILES.map(({ family, weight, uri }) =>
      new FontFace(`Picture ${family}`, `url(${uri})`, { weight: `${weight}` }).load(),
    ),
  );
  for (const face of faces) document.fonts.add(face);
  loaded = OWN_FONTS;
}
