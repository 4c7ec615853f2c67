import { formatCount } from '../../../ui/format.ts';
import { useViewState, viewHref } from '../../../view/viewState.ts';
import { formatChainPath, stepInto } from '../chainPath.ts';
import { boxTowards } from './boxTowards.ts';
import { type ChainBox, TITLE_CHARACTER } from './layoutChains.ts';

/** A chain of the graph: a link to its rules. What is left out leads to the chain that tells of it. */
export function ChainBoxView(props: {
  readonly box: ChainBox;
  readonly boxes: readonly ChainBox[];
  readonly title: string | undefined;
  readonly isRoot: boolean;
  readonly path: readonly string[];
}) {
  const { box, boxes, title, isRoot, path } = props;
  const { view } = useViewState();
  const { node, x, y, width, height } = box;
  const name = node.kind === 'more' ? `and ${formatCount(node.count)} more` : node.chain;
  const about = node.kind === 'more' ? `${node.side} of ${node.chain}` : title;
  return (
    <a
      href={viewHref(view, {
        chain: formatChainPath(stepInto(path, node.chain)),
        rule: undefined,
        q: undefined,
      })}
      aria-label={about === undefined ? name : `${name}, ${about}`}
      data-box={node.key}
      onKeyDown={(event) => {
        const next = boxTowards(boxes, box, event.key);
        if (!next) return;
        event.preventDefault();
        const key = CSS.escape(next.node.key);
        event.currentTarget.parentElement
          ?.querySelector<SVGAElement>(`[data-box="${key}"]`)
          ?.focus();
      }}
    >
      <title>{about === undefined ? name : `${name}: ${about}`}</title>
      <rect
        {...{ x, y, width, height }}
        rx={5}
        fill={isRoot ? 'var(--accent-soft)' : 'var(--surface-2)'}
        stroke={isRoot ? 'var(--accent)' : 'var(--border-strong)'}
        strokeDasharray={node.kind === 'more' ? '1 3' : undefined}
      />
      <text
        x={x + 10}
        y={y + (about === undefined ? 23 : 16)}
        className={
          node.kind === 'more' ? 'fill-ink-2 text-2xs' : 'fill-ink font-mono text-2xs font-semibold'
        }
      >
        {name}
      </text>
      {about === undefined ? null : (
        <text x={x + 10} y={y + 30} className="fill-ink-2 text-2xs">
          {shorten(about, width)}
        </text>
      )}
    </a>
  );
}

/** The full text is in the tooltip. */
function shorten(text: string, width: number): string {
  const room = Math.floor((width - 20) / TITLE_CHARACTER);
  return text.length > room ? `${text.slice(0, room - 1)}…` : text;
}
