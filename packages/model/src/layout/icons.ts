import type { Kind } from './kind.ts';

/** Outlines in a square of this size, to be stroked with a width of about 1.4 and round ends. */
export const ICON_SIZE = 14;

export const ICON_PATHS: Readonly<Record<Kind, string>> = {
  // Two rack units.
  node: 'M2.5 2h9a1 1 0 0 1 1 1v2a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1zM2.5 8h9a1 1 0 0 1 1 1v2a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1zM4 4h.01M4 10h.01',
  // A box with open corners.
  netns:
    'M1.5 5V3a1.5 1.5 0 0 1 1.5-1.5h2M9 1.5h2A1.5 1.5 0 0 1 12.5 3v2M12.5 9v2a1.5 1.5 0 0 1-1.5 1.5H9M5 12.5H3A1.5 1.5 0 0 1 1.5 11V9',
  // A hexagon.
  pod: 'M7 1.2 12 4v6l-5 2.8L2 10V4Z',
  // A network socket.
  device:
    'M3 3h8a1.5 1.5 0 0 1 1.5 1.5v5A1.5 1.5 0 0 1 11 11H3a1.5 1.5 0 0 1-1.5-1.5v-5A1.5 1.5 0 0 1 3 3zM5 11V8.5h4V11',
  // An arch over a road.
  bridge: 'M1 10h12M2.5 10C2.5 3.5 11.5 3.5 11.5 10M7 5.2V10',
  // Two ends of one cable.
  veth: 'M5.2 7a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM12.8 7a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM5.2 7h3.6',
  // A packet in a packet.
  vxlan: 'M7 1.5 12.5 7 7 12.5 1.5 7ZM7 5.8 8.2 7 7 8.2 5.8 7z',
  loopback: 'M11.5 7A4.5 4.5 0 1 1 9.2 3.1M9.4 1v2.4H7',
  // A cloud.
  external: 'M4 11.5h6a2.5 2.5 0 0 0 .4-5A3.6 3.6 0 0 0 3.5 6 2.8 2.8 0 0 0 4 11.5Z',
  // A layer on another.
  vlan: 'M2.5 1.5h6a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-6a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1zM12.5 4.5v8h-8',
  // Lines side by side.
  bond: 'M2 4h10M2 7h10M2 10h10',
  // A pipe.
  tunnel:
    'M5.5 7c0 2.2-.9 4-2 4s-2-1.8-2-4 .9-4 2-4 2 1.8 2 4zM3.5 3h7c1.1 0 2 1.8 2 4s-.9 4-2 4h-7',
  other: 'M7 2 12 7 7 12 2 7z',
  // A way from one place to another.
  route:
    'M4.5 11a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0zM12.5 3a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0zM4.5 11H9a2 2 0 0 0 0-4H5a2 2 0 0 1 0-4h4.5',
};

/** A state is told by its shape too: a full disc, a crossed ring, a ring. */
export const STATE_PATHS = {
  up: { path: 'M7 3.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z', isFilled: 'yes' },
  down: {
    path: 'M7 3a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM5.4 5.4l3.2 3.2M8.6 5.4L5.4 8.6',
    isFilled: 'no',
  },
  unknown: { path: 'M7 3.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z', isFilled: 'no' },
} as const;

/** What is wrong, told apart without colour: a cross, a triangle, an i. */
export const SEVERITY_PATHS = {
  error: { path: 'M3.5 3.5l7 7M10.5 3.5l-7 7', isFilled: 'no' },
  warning: { path: 'M7 3 11.5 11h-9z', isFilled: 'yes' },
  info: { path: 'M7 6.3v5M7 2.8h.01', isFilled: 'no' },
} as const;
