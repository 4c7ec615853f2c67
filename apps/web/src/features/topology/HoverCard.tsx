import { KindGlyph } from '../../ui/KindGlyph.tsx';
import { HoverFindings } from '../findings/HoverFindings.tsx';
import type { HoverFacts } from './hoverFacts.ts';

export interface HoverPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const CARD_WIDTH = 300;
const OFFSET = 14;

/** Beside the pointer, on the side where there is room. The details panel tells the same at leisure. */
export function HoverCard(props: {
  /** Ids of the element, or of all that a group stands for. */
  readonly of: readonly string[];
  readonly facts: HoverFacts;
  readonly at: HoverPlace;
}) {
  const { facts, at } = props;
  const isRight = at.x + OFFSET + CARD_WIDTH > at.width;
  const isLow = at.y > at.height / 2;
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute z-20 w-max rounded-md border border-line bg-surface px-3 py-2 text-xs shadow-pop"
      style={{
        maxWidth: CARD_WIDTH,
        ...(isRight ? { right: Math.max(4, at.width - at.x + OFFSET) } : { left: at.x + OFFSET }),
        ...(isLow ? { bottom: at.height - at.y + OFFSET } : { top: at.y + OFFSET }),
      }}
    >
      <p className="flex items-center gap-1.5 font-medium text-ink text-sm">
        {facts.kind !== 'other' && <KindGlyph kind={facts.kind} size={13} />}
        <span className="min-w-0 [overflow-wrap:anywhere]">{facts.title}</span>
      </p>
      <p className="text-ink-2">{facts.subtitle}</p>
      {facts.facts.length > 0 && (
        <dl className="mt-1.5 grid grid-cols-[auto_1fr] gap-x-3">
          {facts.facts.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-ink-3">{name}</dt>
              <dd className="whitespace-pre-line font-mono text-ink [overflow-wrap:anywhere]">
                {value}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {facts.reason !== undefined && <p className="mt-1.5 text-ink-2">{facts.reason}</p>}
      <HoverFindings of={props.of} />
    </div>
  );
}
