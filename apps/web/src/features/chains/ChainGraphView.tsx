import type { ChainIndex, ChainNamer } from '@vethscope/model';
import { chainGraph } from '@vethscope/model';
import { useMemo } from 'react';
import { ScrollRegion } from '../../ui/ScrollRegion.tsx';
import { useViewState, viewHref } from '../../view/viewState.ts';
import { layoutChains, TITLE_CHARACTER } from './chainGraphLayout.ts';
import { formatChainPath, stepInto } from './chainPath.ts';

/** Beyond this many boxes a drawing tells less than the list. */
const MAX_CHAINS = 80;

/** The chains that a packet can reach from here, callers above; dashed lines do not come back. */
export function ChainGraphView(props: {
  readonly index: ChainIndex;
  readonly root: string;
  readonly path: readonly string[];
  readonly nameOf: ChainNamer;
}) {
  const { index, root, path, nameOf } = props;
  const { view } = useViewState();
  const graph = useMemo(() => chainGraph(index, root, MAX_CHAINS), [index, root]);
  const picture = useMemo(
    () =>
      layoutChains(graph, (name) => {
        const chain = index.chain(name);
        return chain && nameOf(chain)?.title;
      }),
    [graph, index, nameOf],
  );
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-1.5">
      <p className="text-xs text-ink-3">
        Solid: jump, comes back at the end. Dashed: goto, does not.
        {graph.omitted > 0 ? ` ${graph.omitted} more chains are not drawn.` : ''}
      </p>
      <ScrollRegion label={`Chains reached from ${root}`} className="min-h-40 flex-1 overflow-auto">
        <svg width={picture.width} height={picture.height}>
          <title>{`Chains reached from ${root}`}</title>
          {picture.edges.map((edge) => (
            <path
              key={`${edge.from} ${edge.to}`}
              d={edge.path}
              fill="none"
              stroke="var(--border-strong)"
              strokeWidth={1.25}
              strokeDasharray={edge.kind === 'goto' ? '4 3' : undefined}
            >
              <title>{`${edge.from} → ${edge.to}: ${edge.rules} rules, ${edge.kind}`}</title>
            </path>
          ))}
          {picture.boxes.map((box) => {
            const chain = index.chain(box.chain);
            const title = chain && nameOf(chain)?.title;
            return (
              <a
                key={box.chain}
                href={viewHref(view, {
                  chain: formatChainPath(stepInto(path, box.chain)),
                  rule: undefined,
                })}
                aria-label={title === undefined ? box.chain : `${box.chain}, ${title}`}
              >
                <title>{title === undefined ? box.chain : `${box.chain}: ${title}`}</title>
                <rect
                  x={box.x}
                  y={box.y}
                  width={box.width}
                  height={box.height}
                  rx={5}
                  fill={box.chain === root ? 'var(--accent-soft)' : 'var(--surface-2)'}
                  stroke={box.chain === root ? 'var(--accent)' : 'var(--border-strong)'}
                />
                <text
                  x={box.x + 10}
                  y={box.y + (title === undefined ? 23 : 16)}
                  className="fill-ink font-mono text-2xs font-semibold"
                >
                  {box.label}
                </text>
                {title === undefined ? null : (
                  <text x={box.x + 10} y={box.y + 30} className="fill-ink-2 text-2xs">
                    {shorten(title, box.width)}
                  </text>
                )}
              </a>
            );
          })}
        </svg>
      </ScrollRegion>
    </div>
  );
}

/** The full title is in the tooltip. */
function shorten(title: string, width: number): string {
  const room = Math.floor((width - 20) / TITLE_CHARACTER);
  return title.length > room ? `${title.slice(0, room - 1)}…` : title;
}
