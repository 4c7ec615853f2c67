import type { Layout } from '@vethscope/model';
import type { ElementDefinition } from 'cytoscape';
import { useMemo } from 'react';
import { useCapture } from '../../view/CaptureContext.tsx';
import type { CaptureIndex } from '../../view/captureIndex.ts';
import { useViewState } from '../../view/viewState.ts';
import { useFindings } from '../findings/FindingsContext.tsx';
import type { KeyedFinding } from '../findings/findingKeys.ts';
import { findingBadges } from './findingBadges.ts';
import type { PictureIndex } from './pictureIndex.ts';

/** The legend's key that hides the badges. */
export const FINDINGS_KEY = 'findings';

/** Findings as the picture shows them. */
export interface FindingMarks {
  readonly badges: readonly ElementDefinition[];
  /** What the shown finding is about. */
  readonly about: readonly string[];
}

const NOTHING: readonly KeyedFinding[] = [];

export function useFindingMarks(
  layout: Layout,
  picture: PictureIndex,
  hidden: ReadonlySet<string>,
  dimmed: readonly string[],
): FindingMarks {
  const { index } = useCapture();
  const known = useFindings();
  const { view } = useViewState();
  const findings = known.kind === 'known' ? known.findings : NOTHING;
  const isHidden = view.hide.includes(FINDINGS_KEY);
  const badges = useMemo(() => {
    if (isHidden) return [];
    return findingBadges(layout, findings, (id) => boxesOf(picture, index, id), {
      hidden,
      faded: new Set(dimmed),
    });
  }, [isHidden, layout, findings, picture, index, hidden, dimmed]);
  const shown = findings.find(({ key }) => key === view.finding);
  const about = useMemo(() => {
    const places = shown?.subjects.flatMap((id) => [
      ...(index.edge(id) ? picture.own(id) : []),
      ...boxesOf(picture, index, id),
    ]);
    const inside = places?.filter((id) => !FRAMES.has(picture.box(id)?.role ?? ''));
    return inside?.length === 0 ? (places ?? []) : (inside ?? []);
  }, [shown, picture, index]);
  return useMemo(() => ({ badges, about }), [badges, about]);
}

/** Around everything else: to light them up would light up all. */
const FRAMES: ReadonlySet<string> = new Set(['machine', 'host', 'zone']);

/** A connection is its two ends; a service has no place in the picture. */
function boxesOf(picture: PictureIndex, index: CaptureIndex, id: string): readonly string[] {
  if (index.service(id)) return [];
  const edge = index.edge(id);
  const places = edge ? [edge.source, edge.target] : [id];
  return places.flatMap((place) => picture.idsOf(place).slice(0, 1));
}
