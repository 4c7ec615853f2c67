import type { ReactNode } from 'react';
import type { Kind } from './kinds.ts';

/** A small sign for a kind: its shape says the same as its colour. */
export function KindGlyph(props: { readonly kind: Kind; readonly size?: number }) {
  const size = props.size ?? 14;
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 14 14"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinejoin="round"
      strokeLinecap="round"
      className="shrink-0"
      style={{ color: `var(--kind-${props.kind})` }}
      aria-hidden="true"
    >
      {SHAPES[props.kind]}
    </svg>
  );
}

const solid = { fill: 'currentColor', stroke: 'none' } as const;

const SHAPES: Readonly<Record<Kind, ReactNode>> = {
  node: (
    <>
      <rect x="1.5" y="2" width="11" height="4" rx="1" />
      <rect x="1.5" y="8" width="11" height="4" rx="1" />
      <path d="M4 4h.01M4 10h.01" />
    </>
  ),
  netns: <rect x="1.5" y="1.5" width="11" height="11" rx="2.5" strokeDasharray="3 2" />,
  pod: <path d="M7 1.2 12 4v6l-5 2.8L2 10V4Z" />,
  device: (
    <>
      <rect x="1.5" y="3" width="11" height="8" rx="1.5" />
      <path d="M5 11V8.5h4V11" />
    </>
  ),
  bridge: <path d="M1 10h12M2.5 10C2.5 3.5 11.5 3.5 11.5 10M7 5.2V10" />,
  veth: (
    <>
      <circle cx="3.2" cy="7" r="2" />
      <circle cx="10.8" cy="7" r="2" />
      <path d="M5.2 7h3.6" />
    </>
  ),
  vxlan: (
    <>
      <path d="M7 1.5 12.5 7 7 12.5 1.5 7Z" />
      <circle cx="7" cy="7" r="1.3" {...solid} />
    </>
  ),
  loopback: <path d="M11.5 7A4.5 4.5 0 1 1 9.2 3.1M9.4 1v2.4H7" />,
  external: <path d="M4 11.5h6a2.5 2.5 0 0 0 .4-5A3.6 3.6 0 0 0 3.5 6 2.8 2.8 0 0 0 4 11.5Z" />,
  vlan: (
    <>
      <rect x="1.5" y="1.5" width="8" height="8" rx="1" />
      <path d="M12.5 4.5v8h-8" />
    </>
  ),
  bond: <path d="M2 4h10M2 7h10M2 10h10" />,
  tunnel: (
    <>
      <ellipse cx="3.5" cy="7" rx="2" ry="4" />
      <path d="M3.5 3h7c1.1 0 2 1.8 2 4s-.9 4-2 4h-7" />
    </>
  ),
  other: <rect x="3" y="3" width="8" height="8" rx="1" transform="rotate(45 7 7)" />,
  service: (
    <>
      <circle cx="7" cy="3" r="1.7" />
      <circle cx="3" cy="11" r="1.7" />
      <circle cx="11" cy="11" r="1.7" />
      <path d="M6.2 4.6 3.8 9.4M7.8 4.6l2.4 4.8" />
    </>
  ),
  chain: (
    <>
      <rect x="1" y="4.5" width="6.5" height="5" rx="2.5" />
      <rect x="6.5" y="4.5" width="6.5" height="5" rx="2.5" />
    </>
  ),
  route: (
    <>
      <circle cx="3" cy="11" r="1.5" />
      <circle cx="11" cy="3" r="1.5" />
      <path d="M4.5 11H9a2 2 0 0 0 0-4H5a2 2 0 0 1 0-4h4.5" />
    </>
  ),
};
