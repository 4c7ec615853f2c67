import { useLayoutEffect, useSyncExternalStore } from 'react';
import { useViewState } from '../view/viewState.ts';

export type Theme = 'light' | 'dark';

/** The theme on screen: the URL's, else the system's. */
export function useTheme(): Theme {
  const { view } = useViewState();
  const system = useSyncExternalStore(subscribeToSystem, systemTheme);
  return view.theme ?? system;
}

/** Sets `data-theme` on the root element, which the tokens of ui/tokens.css follow. */
export function useThemeAttribute(): void {
  const theme = useTheme();
  useLayoutEffect(() => {
    document.documentElement.setAttribute('data-theme', theme);
  }, [theme]);
}

function darkQuery(): MediaQueryList {
  return window.matchMedia('(prefers-color-scheme: dark)');
}

function systemTheme(): Theme {
  return darkQuery().matches ? 'dark' : 'light';
}

function subscribeToSystem(listener: () => void): () => void {
  const query = darkQuery();
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}
