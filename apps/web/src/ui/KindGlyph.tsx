import { ICON_PATHS, ICON_SIZE, type Kind } from '@vethscope/model';

/** What the picture draws, and what only lists and searches name. */
export type GlyphKind = Kind | 'service' | 'chain';

/** The picture's sign for a kind: its shape says the same as its colour. */
export function KindGlyph(props: { readonly kind: GlyphKind; readonly size?: number }) {
  const size = props.size ?? ICON_SIZE;
  return (
    <svg
      width={size}
      height={size}
      viewBox={`0 0 ${ICON_SIZE} ${ICON_SIZE}`}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinejoin="round"
      strokeLinecap="round"
      className="shrink-0"
      style={{ color: `var(--kind-${props.kind})` }}
      aria-hidden="true"
    >
      <path d={PATHS[props.kind]} />
    </svg>
  );
}

const PATHS: Readonly<Record<GlyphKind, string>> = {
  ...ICON_PATHS,
  // One above, two below.
  service:
    'M8.7 3a1.7 1.7 0 1 1-3.4 0 1.7 1.7 0 0 1 3.4 0zM4.7 11a1.7 1.7 0 1 1-3.4 0 1.7 1.7 0 0 1 3.4 0zM12.7 11a1.7 1.7 0 1 1-3.4 0 1.7 1.7 0 0 1 3.4 0zM6.2 4.6 3.8 9.4M7.8 4.6l2.4 4.8',
  // Two links.
  chain:
    'M3.5 4.5H5a2.5 2.5 0 0 1 0 5H3.5a2.5 2.5 0 0 1 0-5zM9 4.5h1.5a2.5 2.5 0 0 1 0 5H9a2.5 2.5 0 0 1 0-5z',
};
