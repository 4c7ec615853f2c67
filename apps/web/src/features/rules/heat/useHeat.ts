import { type CSSProperties, useMemo } from 'react';
import { useViewState } from '../../../view/viewState.ts';
import { type CountedTable, heatLevel, heatPercent, mostPackets } from './heatLevel.ts';

/** Colours for numbers of packets; none for what was not counted. */
export interface Heat {
  /** Behind text. */
  readonly ground: (packets: number | undefined) => CSSProperties | undefined;
  /** Of a line; the more, the wider. */
  readonly line: (
    packets: number | undefined,
  ) => { readonly stroke: string; readonly strokeWidth: number } | undefined;
}

/** `undefined` unless counters were asked for, and there are any. */
export function useHeat(table: CountedTable): Heat | undefined {
  const { view } = useViewState();
  const isAsked = view.heat === 'counters';
  return useMemo(() => {
    const most = isAsked ? mostPackets(table) : undefined;
    return most === undefined ? undefined : heatUpTo(most);
  }, [isAsked, table]);
}

const PALEST_TEXT: CSSProperties & { readonly '--text-3': string } = {
  '--text-3': 'var(--text-2)',
};

function heatUpTo(most: number): Heat {
  const mixed = (level: number, atMost: number, rest: string) =>
    `color-mix(in srgb, var(--warning) ${heatPercent(level, atMost)}%, ${rest})`;
  return {
    ground: (packets) => {
      const level = heatLevel(packets, most);
      if (level === undefined) return undefined;
      // The palest text would be too pale on it.
      return { backgroundColor: mixed(level, 16, 'transparent'), ...PALEST_TEXT };
    },
    line: (packets) => {
      const level = heatLevel(packets, most);
      return level === undefined
        ? undefined
        : { stroke: mixed(level, 100, 'var(--border-strong)'), strokeWidth: 1 + level * 0.4 };
    },
  };
}
