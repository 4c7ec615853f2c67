import type { ChainGraphEdge } from '@vethscope/model';
import { formatCount, plural } from '../../../ui/format.ts';
import type { Heat } from '../../rules/heat/useHeat.ts';
import type { ChainLine } from './layoutChains.ts';

/** One line for all rules of a chain that lead to the same other one, with their number. */
export function ChainLineView(props: {
  readonly line: ChainLine;
  readonly heat: Heat | undefined;
}) {
  const { edge, path, middle } = props.line;
  const label = labelOf(edge, props.heat !== undefined);
  return (
    <g>
      <title>{wordsOf(edge)}</title>
      <path
        d={path}
        fill="none"
        stroke="var(--border-strong)"
        strokeWidth={1.25}
        {...props.heat?.line(edge.packets)}
        strokeDasharray={DASHES[edge.kind]}
        markerEnd={edge.kind === 'goto' ? 'url(#goto-head)' : 'url(#jump-head)'}
      />
      {label === '' ? null : (
        <text
          x={middle.x}
          y={middle.y - 3}
          textAnchor="middle"
          className="fill-ink-2 stroke-surface text-2xs [paint-order:stroke]"
          strokeWidth={4}
        >
          {label}
        </text>
      )}
    </g>
  );
}

/** `×3`, and what they counted where that is asked for. */
function labelOf({ kind, rules, packets }: ChainGraphEdge, isHeated: boolean): string {
  if (kind === 'more') return '';
  return [
    ...(rules > 1 ? [`×${rules}`] : []),
    ...(isHeated && packets !== undefined ? [formatCount(packets)] : []),
  ].join(' · ');
}

/** Filled: comes back. Open: does not. */
export function ArrowHeads() {
  return (
    <defs>
      <marker {...HEAD} id="jump-head">
        <path d="M0 0 L8 4 L0 8 Z" fill="var(--border-strong)" />
      </marker>
      <marker {...HEAD} id="goto-head">
        <path d="M1 1 L7 4 L1 7 Z" fill="var(--surface)" stroke="var(--text-3)" />
      </marker>
    </defs>
  );
}

const HEAD = {
  viewBox: '0 0 8 8',
  refX: 1,
  refY: 4,
  markerWidth: 8,
  markerHeight: 8,
  markerUnits: 'userSpaceOnUse',
  orient: 'auto',
} as const;

const DASHES: Readonly<Record<ChainGraphEdge['kind'], string | undefined>> = {
  jump: undefined,
  goto: '5 3',
  more: '1 3',
};

function wordsOf({ from, to, kind, rules, packets }: ChainGraphEdge): string {
  const [caller, callee] = [from, to].map((key) => key.replace(/^chain /, ''));
  return kind === 'more'
    ? `${plural(rules, 'chain')} not drawn`
    : `${caller} → ${callee}: ${plural(rules, 'rule')}, ${kind}${packets === undefined ? '' : `, ${plural(packets, 'packet')}`}`;
}
