import type { ChainIndex, ChainNamer } from '@vethscope/model';
import { chainGraph, tableGraph } from '@vethscope/model';
import { useEffect, useMemo, useRef } from 'react';
import { plural } from '../../../ui/format.ts';
import { ScrollRegion } from '../../../ui/ScrollRegion.tsx';
import { useViewState, viewHref } from '../../../view/viewState.ts';
import { useHeat } from '../../rules/heat/useHeat.ts';
import { ChainBoxView } from './ChainBoxView.tsx';
import { ArrowHeads, ChainLineView } from './ChainLineView.tsx';
import { layoutChains } from './layoutChains.ts';

/** Beyond so many boxes a drawing tells less than the list. */
const LIMITS = { ofEach: 12, ofAll: 60 };

/** Chains in layers, hooks first: those around one chain, or of the whole table. */
export function ChainGraphView(props: {
  readonly index: ChainIndex;
  /** Absent: the whole table. */
  readonly root: string | undefined;
  readonly path: readonly string[];
  readonly nameOf: ChainNamer;
}) {
  const { index, root, path, nameOf } = props;
  const graph = useMemo(
    () => (root === undefined ? tableGraph(index, LIMITS) : chainGraph(index, root, LIMITS)),
    [index, root],
  );
  const picture = useMemo(
    () =>
      layoutChains(graph, (name) => {
        const chain = index.chain(name);
        return chain && nameOf(chain)?.title;
      }),
    [graph, index, nameOf],
  );
  const heat = useHeat(index.table);
  const scroller = useRef<HTMLElement>(null);
  useEffect(() => {
    const box = picture.boxes.find(({ node }) => node.kind === 'chain' && node.chain === root);
    const region = scroller.current;
    if (!box || !region) return;
    // As much of the callers as there is room for, and the beginning of what it leads to.
    region.scrollLeft = box.x + box.width / 2 - region.clientWidth / 2;
    region.scrollTop = box.y + box.height / 2 - region.clientHeight / 2;
  }, [picture, root]);
  const label = root === undefined ? `Chains of ${index.table.table}` : `Chains around ${root}`;
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-1.5">
      <ScrollRegion ref={scroller} label={label} className="min-h-40 flex-1 overflow-auto">
        {/* biome-ignore lint/a11y/noSvgWithoutTitle: the region around it has the name */}
        <svg width={picture.width} height={picture.height}>
          <ArrowHeads />
          {picture.lines.map((line) => (
            <ChainLineView key={`${line.edge.from} ${line.edge.to}`} line={line} heat={heat} />
          ))}
          {picture.boxes.map((box) => {
            const chain = index.chain(box.node.chain);
            return (
              <ChainBoxView
                key={box.node.key}
                box={box}
                boxes={picture.boxes}
                title={chain && nameOf(chain)?.title}
                isRoot={box.node.kind === 'chain' && box.node.chain === root}
                path={path}
              />
            );
          })}
        </svg>
      </ScrollRegion>
      {graph.unreached.length > 0 ? <Unreached chains={graph.unreached} /> : null}
    </div>
  );
}

const MAX_UNREACHED = 20;

/** Their own row: no packet comes here, whatever their rules say. */
function Unreached({ chains }: { readonly chains: readonly string[] }) {
  const { view } = useViewState();
  const more = chains.length - MAX_UNREACHED;
  return (
    <section aria-label="Chains that no hook leads to" className="text-xs">
      <ul className="flex flex-wrap gap-x-3 gap-y-0.5">
        <li className="text-ink-3">No hook leads to</li>
        {chains.slice(0, MAX_UNREACHED).map((name) => (
          <li key={name}>
            <a
              className="font-mono text-accent-text hover:underline [overflow-wrap:anywhere]"
              href={viewHref(view, { chain: name, rule: undefined, q: undefined })}
            >
              {name}
            </a>
          </li>
        ))}
        {more > 0 ? <li className="text-ink-3">and {plural(more, 'more', 'more')}</li> : null}
      </ul>
    </section>
  );
}
