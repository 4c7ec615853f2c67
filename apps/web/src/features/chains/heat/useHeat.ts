import type { IptablesTable } from '@vethscope/model';
import { useMemo } from 'react';
import { useViewState } from '../../../view/viewState.ts';
import { heatLevel, heatPercent, mostPackets } from './heatLevel.ts';

/** Colours for numbers of packets; none for what was not counted. */
export interface Heat {
  /** Behind text. */
  readonly ground: (
    packets: number | undefined,
  ) => { readonly backgroundColor: string } | undefined;
  /** Of a line; the more, the wider. */
  readonly line: (
    packets: number | undefined,
  ) => { readonly stroke: string; readonly strokeWidth: number } | undefined;
}

/** `undefined` unless counters were asked for, and there are any. */
export function useHeat(table: IptablesTable): Heat | undefined {
  const { view } = useViewState();
  const isAsked = view.heat === 'counters';
  return useMemo(() => {
    const most = isAsked ? mostPackets(table) : undefined;
    return most === undefined ? undefined : heatUpTo(most);
  }, [isAsked, table]);
}

function heatUpTo(most: number): Heat {
  const mixed = (level: number, atMost: number, rest: string) =>
    `color-mix(in srgb, var(--warning) ${heatPercent(level, atMost)}%, ${rest})`;
  return {
    ground: (packets) => {
      const level = heatLevel(packets, most);
      return level === undefined ? undefined : { backgroundColor: mixed(level, 16, 'transparent') };
    },
    line: (packets) => {
      const level = heatLevel(packets, most);
      return level === undefined
        ? undefined
        : { stroke: mixed(level, 100, 'var(--border-strong)'), strokeWidth: 1 + level * 0.4 };
    },
  };
}
