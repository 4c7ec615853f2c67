import { compareText } from '../evidence.ts';
import type { Confidence, NetnsElement, PodElement } from '../graph/topology.ts';
import { countDeadEnds } from '../routing/deadEnds.ts';
import { chipFace, line } from './cards.ts';
import type { MachineFrame } from './frame.ts';
import { interfaceBox } from './interfaceBox.ts';
import type { Box } from './layout.ts';
import {
  BAND_HEIGHT,
  BOX_PADDING,
  CARD_HEIGHT,
  CHIP_GAP,
  CHIP_HEIGHT,
  DETAIL_SIZE,
  HOST_PADDING,
  MACHINE_PADDING,
  PANEL_HEADER,
  TITLE_SIZE,
} from './metrics.ts';
import { splitBand } from './router.ts';
import { FIRST_LOWER, ROUTING, UPPERS } from './tiers.ts';
import type { TopologyIndex } from './topologyIndex.ts';
import { bandId } from './wiring.ts';

/** The host namespace: its bridges, its routing, its other interfaces, its pods. */
export function hostBoxes(
  host: NetnsElement,
  frame: MachineFrame,
  index: TopologyIndex,
): readonly Box[] {
  const { tiers, heights, width } = frame;
  const { hostTop, hostBottom, tierTop } = heights;
  const rect = {
    x: MACHINE_PADDING,
    y: hostTop,
    width: width - 2 * MACHINE_PADDING,
    height: hostBottom - hostTop,
  };
  const uppers = tiers.uppers.map(({ element, left, width: w }) =>
    interfaceBox(
      element,
      'full',
      { x: left, y: tierTop[UPPERS] ?? 0, width: w, height: CARD_HEIGHT },
      host.id,
    ),
  );
  const lowers = tiers.lowers.map(({ element, layer, left, width: w }) => {
    const y = tierTop[FIRST_LOWER + tiers.lowerTiers - 1 - layer] ?? 0;
    return interfaceBox(element, 'full', { x: left, y, width: w, height: CARD_HEIGHT }, host.id);
  });
  return [
    {
      ...rect,
      ...{ id: host.id, element: host.id, role: 'host', parent: tiers.plan.machine.id },
      ...{ kind: 'netns', confidence: host.captured ? 'proven' : 'inferred' },
      texts: [line('host', 12, 15, 'bold', TITLE_SIZE, 'normal', 60)],
    },
    ...bandBoxes(host, frame),
    ...uppers,
    ...lowers,
    ...panelBoxes(host, frame, index),
  ];
}

/** One band, or its pieces; the widest tells what it is. */
function bandBoxes(host: NetnsElement, frame: MachineFrame): readonly Box[] {
  const { tiers, heights, width, crossings } = frame;
  if (tiers.plan.routed.size === 0) return [];
  const left = MACHINE_PADDING + HOST_PADDING;
  const pieces = splitBand(left, width - left, crossings);
  const widest = Math.max(...pieces.map((piece) => piece.right - piece.left));
  const told = pieces.findIndex((piece) => piece.right - piece.left === widest);
  return pieces.map(
    (piece, i): Box => ({
      x: piece.left,
      y: heights.tierTop[ROUTING] ?? 0,
      width: piece.right - piece.left,
      height: BAND_HEIGHT,
      ...{ id: i === told ? bandId(host.id) : `${bandId(host.id)}/${i}`, element: host.id },
      ...{ role: 'routing', parent: host.id, kind: 'route', confidence: 'proven' },
      ...(i === told && { icon: { x: 16, y: 13 } }),
      texts:
        i === told
          ? [line(bandText(host), 28, 13, 'sans', DETAIL_SIZE + 0.5, 'normal', widest - 38)]
          : [],
    }),
  );
}

function bandText({ routes }: NetnsElement): string {
  const main = routes.filter(({ table }) => table === 'main' || table === '');
  const deadEnds = countDeadEnds(routes).map(
    ({ type, count }) => `${count} ${type === 'blackhole' && count > 1 ? 'blackholes' : type}`,
  );
  if (main.length === 0) return ['routing', ...deadEnds].join(' · ');
  const all = `${main.length} ${main.length === 1 ? 'route' : 'routes'} in table main`;
  return ['routing', all, ...deadEnds].join(' · ');
}

function panelBoxes(
  host: NetnsElement,
  { tiers, heights }: MachineFrame,
  index: TopologyIndex,
): readonly Box[] {
  const { panel, plan } = tiers;
  if (!panel) return [];
  const id = `host-pods/${host.id}`;
  const y = heights.tierTop[FIRST_LOWER] ?? 0;
  const noun = plan.hostPods.length === 1 ? 'pod' : 'pods';
  const title = `${plan.hostPods.length} ${noun} in the host's network`;
  const pods = [...plan.hostPods].sort((a, b) => compareText(a.name, b.name));
  return [
    {
      ...{ x: panel.left, y, width: panel.width, height: panel.height },
      ...{ id, element: host.id, role: 'host-pods', parent: host.id, kind: 'pod' },
      confidence: 'proven',
      texts: [line(title, 10, 14, 'sans', DETAIL_SIZE, 'normal', panel.width - 20)],
    },
    ...pods.map((pod, i): Box => {
      const column = i % panel.columns;
      const row = Math.floor(i / panel.columns);
      return {
        x: panel.left + BOX_PADDING + column * (panel.chipWidth + CHIP_GAP),
        y: y + PANEL_HEADER + row * (CHIP_HEIGHT + CHIP_GAP),
        ...{ width: panel.chipWidth, height: CHIP_HEIGHT },
        ...{ id: pod.id, element: pod.id, role: 'host-pod', parent: id, kind: 'pod' },
        confidence: podConfidence(pod, index),
        ...chipFace(pod, plan.machine.label, panel.chipWidth),
      };
    }),
  ];
}

function podConfidence(pod: PodElement, index: TopologyIndex): Confidence {
  return index.edgesOf(pod.id).find(({ kind }) => kind === 'pod-netns')?.confidence ?? 'proven';
}
