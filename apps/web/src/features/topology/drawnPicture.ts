import type { Layout, Topology } from '@vethscope/model';
import type { ElementDefinition } from 'cytoscape';
import { useEffect } from 'react';

/** What the picture shows at the moment. */
export interface DrawnPicture {
  readonly layout: Layout;
  /** What of the capture is in it. */
  readonly content: Topology;
  /** Ids of boxes, texts, wires and stubs. */
  readonly hidden: ReadonlySet<string>;
  readonly dimmed: readonly string[];
  readonly chosen: readonly string[];
  readonly lanes: readonly ElementDefinition[];
  readonly badges: readonly ElementDefinition[];
}

let drawn: DrawnPicture | undefined;

/** For whoever hands it on; `undefined` while no picture is on screen. */
export function drawnPicture(): DrawnPicture | undefined {
  return drawn;
}

export function useTellDrawn(picture: DrawnPicture): void {
  useEffect(() => {
    drawn = picture;
    return () => {
      if (drawn === picture) drawn = undefined;
    };
  });
}
