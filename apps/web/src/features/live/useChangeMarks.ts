import { useMemo } from 'react';
import type { PictureIndex } from '../topology/pictureIndex.ts';
import { useComparison } from './ComparisonContext.tsx';

/** Ids of the picture's elements that are new, and of those that changed, against what it is compared with. */
export function useChangeMarks(picture: PictureIndex): {
  readonly came: readonly string[];
  readonly altered: readonly string[];
} {
  const { asked, fresh } = useComparison();
  const diff = (asked ?? fresh)?.diff;
  return useMemo(() => {
    const came = new Set(diff?.added.flatMap(({ id }) => picture.own(id)));
    const altered = new Set(diff?.changed.flatMap(({ id }) => picture.own(id)));
    return { came: [...came], altered: [...altered].filter((id) => !came.has(id)) };
  }, [diff, picture]);
}
