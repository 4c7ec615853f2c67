import type { LinkGraph, NetnsSnapshot, RouteWay, Topology } from '@vethscope/model';
import { combineNetns, followRoutes, indexLinks } from '@vethscope/model';
import { useMemo } from 'react';
import { type OpenCapture, useCapture } from '../../view/CaptureContext.tsx';
import { useViewState } from '../../view/viewState.ts';
import { idOfNetns, parseWayAt, type WayAsked } from './wayAt.ts';

/** The way that lies over the picture; none where the URL asks for none, or not of this capture. */
export function useRouteWay(): { readonly asked: WayAsked; readonly way: RouteWay } | undefined {
  const capture = useCapture();
  const { view } = useViewState();
  return useMemo(() => {
    // Before the records are there nothing would be known of any namespace.
    if (view.at === undefined || capture.isPending) return undefined;
    const asked = parseWayAt(view.at);
    const way = asked && routeWay(capture, asked);
    return asked && way && { asked, way };
  }, [capture, view.at]);
}

export function routeWay(
  { index, topology }: Pick<OpenCapture, 'index' | 'topology'>,
  asked: WayAsked,
): RouteWay | undefined {
  const start = idOfNetns(index.node(asked.netns));
  if (start === undefined) return undefined;
  const snapshotOf = (netns: string): NetnsSnapshot | undefined =>
    combineNetns(index.netnsSnapshots(netns).map((captured) => captured.netns));
  return followRoutes(linksOf(topology), snapshotOf, start, asked);
}

const graphs = new WeakMap<Topology, LinkGraph>();

/** Made once for each capture: a large one has thousands of interfaces. */
function linksOf(topology: Topology): LinkGraph {
  const known = graphs.get(topology);
  if (known) return known;
  const made = indexLinks(topology);
  graphs.set(topology, made);
  return made;
}
