import type { Kind } from '@vethscope/model';
import type { NodeSingular, StylesheetJsonBlock } from 'cytoscape';
import { badgeStyles } from './badgeStyles.ts';
import type { Fonts } from './fonts.ts';
import { ICON_DRAWN, kindIcon, NO_ICON, stateIcon } from './icons.ts';
import type { Palette } from './palette.ts';

/** What lies on what. */
const Z = {
  machine: 0,
  host: 1,
  inner: 2,
  box: 3,
  wire: 5,
  card: 6,
  lane: 7,
  text: 8,
  badge: 9,
} as const;

export function stylesheet(palette: Palette, fonts: Fonts): StylesheetJsonBlock[] {
  return [
    ...boxStyles(palette),
    ...kindStyles(palette),
    ...textStyles(palette, fonts),
    ...wireStyles(palette),
    ...changeStyles(palette, fonts),
    ...stateStyles(palette),
    ...traceStyles(palette, fonts),
    ...badgeStyles(palette, fonts.sans, Z.badge),
  ];
}

function boxStyles(palette: Palette): StylesheetJsonBlock[] {
  const { surface, surface2, border, borderStrong, surface3 } = palette;
  return [
    {
      selector: 'node',
      style: {
        'background-image': NO_ICON,
        'background-opacity': 0,
        'border-width': 0,
        width: 1,
        height: 1,
        'z-index-compare': 'manual',
        'overlay-opacity': 0,
      },
    },
    {
      selector: '.box',
      style: {
        shape: 'round-rectangle',
        width: 'data(width)',
        height: 'data(height)',
        'corner-radius': '6',
        'background-color': surface,
        'background-opacity': 1,
        'border-width': 1,
        'border-color': borderStrong,
        'border-position': 'inside',
        'z-index': Z.card,
        'background-image': (node: NodeSingular) => iconsOf(node, palette),
        'background-width': iconSides,
        'background-height': iconSides,
        'background-position-x': (node: NodeSingular) => iconPlaces(node, 'X'),
        'background-position-y': (node: NodeSingular) => iconPlaces(node, 'Y'),
        'background-clip': 'none',
        'background-image-containment': 'over',
      },
    },
    {
      selector: '.machine',
      style: { 'corner-radius': '10', 'border-color': border, 'z-index': Z.machine },
    },
    {
      selector: '.host',
      style: { 'corner-radius': '8', 'background-color': surface2, 'z-index': Z.host },
    },
    {
      selector: '.zone',
      style: { 'corner-radius': '8', 'background-color': surface2, 'z-index': Z.host },
    },
    {
      selector: '.netns, .shelf, .group-frame',
      style: { 'background-color': surface2, 'border-color': borderStrong, 'z-index': Z.inner },
    },
    {
      selector: '.netns.kind-pod',
      style: {
        'background-color': palette.kinds.pod,
        'background-opacity': 0.07,
        'border-color': palette.kinds.pod,
        'border-opacity': 0.3,
      },
    },
    {
      selector: '.group-frame',
      style: { 'border-style': 'dashed', 'border-dash-pattern': [2, 3], 'background-opacity': 0.5 },
    },
    // A second edge behind it: there is more than one in it.
    {
      selector: '.group',
      style: {
        'outline-width': 1,
        'outline-offset': 2,
        'outline-color': borderStrong,
        'outline-opacity': 0.7,
      },
    },
    { selector: '.group-close', style: { 'border-color': borderStrong } },
    {
      selector: '.unseen, .host-pods',
      style: { 'background-opacity': 0, 'border-color': borderStrong, 'z-index': Z.inner },
    },
    { selector: '.unseen-netns', style: { 'background-opacity': 0, 'border-color': borderStrong } },
    {
      selector: '.routing',
      style: { 'background-color': surface3, 'border-width': 0, 'z-index': Z.box },
    },
    { selector: '.external', style: { 'corner-radius': '14' } },
    {
      selector: '.box.inferred',
      style: { 'border-style': 'dashed', 'border-dash-pattern': [4, 3] },
    },
  ];
}

/** The kind's icon, and the state's mark where there is one. */
function iconsOf(node: NodeSingular, palette: Palette): string[] {
  const kind = node.data('kind') as Kind;
  const icons = node.data('iconX') === undefined ? [NO_ICON] : [kindIcon(kind, palette)];
  const state = node.data('state') as 'up' | 'down' | 'unknown' | undefined;
  return state === undefined ? icons : [...icons, stateIcon(state, palette)];
}

/** One for each icon: Cytoscape would draw the second at the size of its file. */
function iconSides(node: NodeSingular): string[] {
  return iconPlaces(node, 'X').map(() => `${ICON_DRAWN}px`);
}

function iconPlaces(node: NodeSingular, axis: 'X' | 'Y'): string[] {
  const places = [`icon${axis}`, `state${axis}`].map((name): unknown => node.data(name));
  return places
    .filter((place, i) => i === 0 || place !== undefined)
    .map((place) => `${(typeof place === 'number' ? place : 0) - ICON_DRAWN / 2}px`);
}

/** Interfaces and what is outside have their kind's colour as a border. */
function kindStyles(palette: Palette): StylesheetJsonBlock[] {
  return Object.entries(palette.kinds).map(([kind, color]) => ({
    selector: `.interface.kind-${kind}, .external.kind-${kind}, .tile.kind-${kind}, .group.kind-${kind}, .host-pod.kind-${kind}, .node.kind-${kind}, .mesh.kind-${kind}`,
    style: { 'border-color': color, 'border-opacity': 0.55 },
  }));
}

function textStyles(
  { text, text2, text3, error, surface }: Palette,
  { sans, mono }: Fonts,
): StylesheetJsonBlock[] {
  return [
    {
      selector: '.text',
      style: {
        label: 'data(text)',
        'font-size': 'data(size)',
        'font-family': sans,
        color: text2,
        'text-halign': 'right',
        'text-valign': 'center',
        // From far away titles alone, then names, then addresses and MTU.
        'min-zoomed-font-size': 5.5,
        events: 'no',
        'z-index': Z.text,
      },
    },
    { selector: '.text.mono', style: { 'font-family': mono } },
    { selector: '.text.strong', style: { color: text, 'min-zoomed-font-size': 4.5 } },
    { selector: '.text.bold', style: { 'font-weight': 600, 'min-zoomed-font-size': 3.5 } },
    { selector: '.text.quiet', style: { color: text3 } },
    { selector: '.text.bad', style: { color: error } },
    {
      selector: '.group-frame.far',
      style: {
        label: 'data(far)',
        'font-size': 'data(farSize)',
        'font-family': sans,
        'font-weight': 600,
        color: text,
        'text-wrap': 'wrap',
        'text-halign': 'center',
        'text-valign': 'center',
        'text-background-color': surface,
        'text-background-opacity': 0.85,
        'text-background-padding': '6px',
        'z-index': Z.text,
        'background-opacity': 0,
      },
    },
  ];
}

function wireStyles({ kinds, text3, borderStrong, surface }: Palette): StylesheetJsonBlock[] {
  const colors: readonly (readonly [selector: string, color: string])[] = [
    ['.edge-veth', kinds.veth],
    ['.edge-bridge-port', kinds.bridge],
    ['.edge-bond-member', kinds.bond],
    ['.edge-vlan-parent, .edge-macvlan-parent, .edge-ipvlan-parent', kinds.vlan],
    ['.edge-network, .edge-gateway', kinds.external],
  ];
  const tunnels: readonly (readonly [selector: string, color: string])[] = [
    ['.edge-vxlan-underlay, .edge-vxlan-tunnel', kinds.vxlan],
    ['.edge-tunnel-underlay, .edge-ipip-tunnel', kinds.tunnel],
  ];
  return [
    {
      selector: 'edge',
      style: {
        width: 1.75,
        'line-color': text3,
        'curve-style': 'straight',
        'source-endpoint': 'data(start)',
        'target-endpoint': 'data(end)',
        'z-index-compare': 'manual',
        'z-index': Z.wire,
        'overlay-opacity': 0,
      },
    },
    {
      selector: 'edge.bent',
      style: {
        'curve-style': 'round-segments',
        'segment-weights': 'data(weights)',
        'segment-distances': 'data(distances)',
        'segment-radii': [5],
        'edge-distances': 'node-position',
      },
    },
    ...colors.map(([selector, color]) => ({
      selector,
      style: { 'line-color': color, 'target-arrow-color': color },
    })),
    // Tunnels carry packets in packets: drawn as a pipe.
    ...tunnels.map(([selector, color]) => ({
      selector,
      style: {
        width: 2.5,
        'line-color': surface,
        'line-outline-width': 1.5,
        'line-outline-color': color,
      },
    })),
    // Told apart without their colours, too: a port ends in a bar, cables are thick, gateways are ahead.
    {
      selector: '.edge-bridge-port, .edge-bond-member',
      style: {
        'target-arrow-shape': 'tee',
        'arrow-scale': 0.7,
      },
    },
    { selector: '.edge-network, .edge-gateway', style: { width: 3 } },
    {
      selector: '.edge-gateway',
      style: { 'target-arrow-shape': 'triangle', 'arrow-scale': 0.7 },
    },
    {
      selector: '.wire.inferred',
      style: { 'line-style': 'dashed', 'line-dash-pattern': [4, 4] },
    },
    { selector: '.bundle', style: { width: 5 } },
    { selector: '.stub', style: { width: 1.5, 'line-color': borderStrong, events: 'no' } },
  ];
}

/** What came since the state that is compared with, what changed and what went: a colour and a sign. */
function changeStyles(
  { ok, warning, error, surface }: Palette,
  { mono }: Fonts,
): StylesheetJsonBlock[] {
  const marked = (
    mark: 'came' | 'altered' | 'went',
    sign: string,
    color: string,
  ): StylesheetJsonBlock[] => [
    {
      selector: `.box.${mark}, .wire.${mark}`,
      style: {
        label: (element: NodeSingular) => `${sign}${element.data('changes') ?? ''}`,
        'font-size': 13,
        'font-weight': 700,
        'font-family': mono,
        color: surface,
        'text-background-color': color,
        'text-background-opacity': 1,
        'text-background-shape': 'roundrectangle',
        'text-background-padding': '2px',
        'text-halign': 'right',
        'text-valign': 'top',
        'text-margin-x': -10,
        'text-margin-y': 8,
        'min-zoomed-font-size': 0,
      },
    },
    {
      selector: `.box.${mark}`,
      style: {
        'border-color': color,
        'border-opacity': 1,
        'border-width': 2,
        'outline-width': 3,
        'outline-color': color,
        'outline-opacity': 0.25,
        'outline-offset': 0,
      },
    },
    { selector: `.wire.${mark}`, style: { width: 3.5, 'line-color': color } },
  ];
  return [
    ...marked('came', '+', ok),
    ...marked('altered', '~', warning),
    ...marked('went', '−', error),
    ...ghostStyles(error),
    { selector: '.same', style: { opacity: 0.28 } },
  ];
}

/** What went stands where it was, with nothing behind it. */
function ghostStyles(error: string): StylesheetJsonBlock[] {
  return [
    {
      selector: '.box.went',
      style: {
        'border-style': 'dashed',
        'border-dash-pattern': [5, 4],
        'border-width': 1.5,
        'background-opacity': 0.25,
        'outline-width': 0,
      },
    },
    { selector: '.text.went', style: { opacity: 0.85, color: error } },
    {
      selector: '.wire.went',
      style: {
        width: 2,
        'line-style': 'dashed',
        'line-dash-pattern': [5, 4],
        'line-outline-width': 0,
        opacity: 0.8,
      },
    },
  ];
}

/** What the pointer is near, what is lit by a look-up, what is selected. */
function stateStyles({ accent, accentSoft }: Palette): StylesheetJsonBlock[] {
  return [
    { selector: '.box.near', style: { 'border-color': accent, 'border-opacity': 0.9 } },
    { selector: '.wire.near', style: { width: 3, 'line-color': accent } },
    {
      selector: '.box.lit',
      style: {
        'border-color': accent,
        'border-opacity': 1,
        'border-width': 2,
        'background-color': accentSoft,
        'border-style': 'solid',
      },
    },
    { selector: '.wire.lit, .stub.lit', style: { width: 3.5, 'line-color': accent } },
    {
      selector: '.box.chosen',
      style: {
        'border-color': accent,
        'border-opacity': 1,
        'border-width': 2,
        'outline-width': 3,
        'outline-color': accent,
        'outline-opacity': 0.25,
        'outline-offset': 0,
      },
    },
    { selector: '.wire.chosen', style: { width: 3.5, 'line-color': accent } },
    { selector: '.hidden', style: { display: 'none' } },
  ];
}

/** A trace: request solid and reply dashed, each beside the wire; the rest stands back. */
function traceStyles(
  { accent, ok, error, warning, info, kinds, surface }: Palette,
  { sans }: Fonts,
): StylesheetJsonBlock[] {
  const end = (
    mark: 'arrived' | 'left' | 'stopped' | 'unsure',
    sign: string,
    color: string,
  ): StylesheetJsonBlock[] => [
    {
      selector: `.box.${mark}`,
      style: {
        label: sign,
        'font-size': 13,
        'font-weight': 700,
        'font-family': sans,
        color: surface,
        'text-background-color': color,
        'text-background-opacity': 1,
        'text-background-shape': 'roundrectangle',
        'text-background-padding': '2px',
        'text-halign': 'right',
        'text-valign': 'top',
        'text-margin-x': -10,
        'text-margin-y': 8,
        'min-zoomed-font-size': 0,
        'border-color': color,
        'border-opacity': 1,
        'border-width': 2,
      },
    },
  ];
  return [
    { selector: '.dimmed', style: { opacity: 0.28 } },
    {
      selector: 'edge.lane',
      style: {
        width: 2.5,
        'line-color': accent,
        'target-arrow-shape': 'triangle',
        'target-arrow-color': accent,
        'arrow-scale': 0.9,
        'z-index': Z.lane,
        events: 'no',
      },
    },
    {
      selector: 'edge.lane.reply',
      style: {
        'line-color': kinds.vxlan,
        'target-arrow-color': kinds.vxlan,
        'line-style': 'dashed',
        'line-dash-pattern': [5, 3],
      },
    },
    ...end('arrived', '✓', ok),
    ...end('left', '→', info),
    ...end('stopped', '✗', error),
    ...end('unsure', '?', warning),
  ];
}
