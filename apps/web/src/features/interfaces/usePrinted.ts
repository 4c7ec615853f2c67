import type { Link } from '@vethscope/model';
import { useMemo } from 'react';
import { useTextOf } from '../../view/useTextOf.ts';
import { mergePrinted, type ShownField } from './mergePrinted.ts';

/** Everything that was printed of a link, read from its lines when it is shown. */
export function usePrinted(link: Link): readonly ShownField[] {
  const textOf = useTextOf();
  return useMemo(
    () => mergePrinted(link.name, [link.evidence, ...(link.moreEvidence ?? [])], textOf),
    [link, textOf],
  );
}
