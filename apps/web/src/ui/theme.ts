import { useLayoutEffect } from 'react';
import { useViewState } from '../view/viewState.ts';
import { useMediaQuery } from './useMediaQuery.ts';

export type Theme = 'light' | 'dark';

/** The theme on screen: the URL's, else the system's. */
export function useTheme(): Theme {
  const { view } = useViewState();
  const system = useMediaQuery('(prefers-color-scheme: dark)') ? 'dark' : 'light';
  return view.theme ?? system;
}

/** Sets `data-theme` on the root element, which the tokens of ui/tokens.css follow. */
export function useThemeAttribute(): void {
  const theme = useTheme();
  useLayoutEffect(() => {
    document.documentElement.setAttribute('data-theme', theme);
  }, [theme]);
}
