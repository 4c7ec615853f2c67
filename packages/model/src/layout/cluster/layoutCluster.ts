import { compareText } from '../../evidence.ts';
import type { ExternalElement, Topology } from '../../graph/topology.ts';
import { externalFace, externalWidth } from '../cards.ts';
import type { Box, Layout, Wire } from '../layout.ts';
import { CARD_HEIGHT } from '../metrics.ts';
import { planCluster } from './clusterPlan.ts';
import { meshFace, meshWidth } from './faces.ts';
import type { Mesh } from './meshes.ts';
import { findMeshes } from './meshes.ts';
import { nodeFacts } from './nodeFacts.ts';
import type { Placed } from './placement.ts';
import { meanOf, placeRow, placeUnits } from './placement.ts';
import { gapHeight, routeRow } from './rowWires.ts';
import { FEW_MEMBERS, makeUnits } from './units.ts';
import { gatewayWires, middlesOf, networkWires, tunnelWires } from './wires.ts';

/**
 * The overview of several nodes: each is one box, above them the tunnels between them, below the
 * networks they share. Many nodes stand in frames by their networks, and tunnels of which there are
 * many are one hub: a full mesh of 100 nodes has 4,950.
 */
export function layoutCluster(topology: Topology): Layout {
  const plan = planCluster(topology);
  const meshes = findMeshes(plan.tunnels);
  const isFew = plan.members.length <= FEW_MEMBERS;
  const hubs = meshes.filter(({ members }) => !isFew || members.size > 3);
  const units = placeUnits(makeUnits(plan, nodeFacts(topology)));
  const centre = (members: ReadonlySet<string>) => {
    const own = units.filter(({ item }) => item.members.some((m) => members.has(m.element.id)));
    return meanOf(middlesOf(new Set(own.map(({ item }) => item.id)), units));
  };
  const membersOn = (network: string) =>
    new Set(plan.attachments.filter((one) => one.network === network).map((one) => one.member));
  const before = (gateway: string) =>
    new Set(topology.edges.filter(({ target }) => target === gateway).map(({ source }) => source));

  const hubRow = placeRow(hubs, ({ members }) => centre(members), meshWidth);
  const lines = meshes.filter((mesh) => !hubs.includes(mesh));
  const { up, across } = tunnelWires(hubRow, lines, units);
  const networkRow = placeRow(plan.networks, ({ id }) => centre(membersOn(id)), externalWidth);
  const down = networkWires(plan, networkRow, units);
  const gatewayRow = placeRow(
    plan.gateways,
    ({ id }) => meanOf(middlesOf(before(id), networkRow)),
    externalWidth,
  );
  const beyond = gatewayWires(topology.edges, networkRow, gatewayRow);

  const hubsBottom = hubRow.length > 0 ? CARD_HEIGHT : 0;
  const acrossTop = hubsBottom + (up.length > 0 ? gapHeight(up) : 0);
  const unitsTop = acrossTop + (across.length > 0 ? gapHeight(across) : 0);
  const unitsBottom = unitsTop + Math.max(0, ...units.map(({ item }) => item.height));
  const networksTop = unitsBottom + (down.length > 0 ? gapHeight(down) : 0);
  const networksBottom = networksTop + CARD_HEIGHT;
  const gatewaysTop = networksBottom + gapHeight(beyond);

  // Units end on one line, so that the networks lie below all of them.
  const boxes = [
    ...hubRow.map(meshBox),
    ...units.flatMap(({ item, left }) =>
      item.boxes.map((box) => ({
        ...box,
        x: box.x + left,
        y: box.y + unitsBottom - item.height,
      })),
    ),
    ...networkRow.map((placed) => outsideBox(placed, networksTop)),
    ...gatewayRow.map((placed) => outsideBox(placed, gatewaysTop)),
  ];
  const tops = new Map(boxes.map(({ id, y }) => [id, y]));
  const topOf = (id: string) => tops.get(id) ?? unitsTop;
  return pictureOf(boxes, [
    ...routeRow(up, { from: hubsBottom, to: topOf, gapTop: hubsBottom }),
    ...routeRow(across, { from: topOf, to: topOf, gapTop: acrossTop }),
    ...routeRow(down, { from: unitsBottom, to: networksTop, gapTop: unitsBottom }),
    ...routeRow(beyond, { from: networksBottom, to: gatewaysTop, gapTop: networksBottom }),
  ]);
}

function meshBox({ item, left, width }: Placed<Mesh>): Box {
  const isDoubtful = item.tunnels.some(({ edge }) => edge.confidence === 'inferred');
  return {
    ...{ x: left, y: 0, width, height: CARD_HEIGHT, id: item.id, role: 'mesh' },
    kind: item.kind === 'vxlan-tunnel' ? 'vxlan' : 'tunnel',
    confidence: isDoubtful ? 'inferred' : 'proven',
    ...meshFace(item, width),
  };
}

function outsideBox({ item, left, width }: Placed<ExternalElement>, top: number): Box {
  return {
    ...{ x: left, y: top, width, height: CARD_HEIGHT },
    ...{ id: item.id, element: item.id, role: 'external', kind: 'external' },
    confidence: 'proven',
    ...externalFace(item, width),
  };
}

/** From 0, 0: rows may have wished to stand further left than the first unit. */
function pictureOf(boxes: readonly Box[], wires: readonly Wire[]): Layout {
  const shift = -Math.min(0, ...boxes.map(({ x }) => x));
  const moved = boxes.map((box) => ({ ...box, x: box.x + shift }));
  const reach = (value: (box: Box) => number) => Math.max(0, ...moved.map(value));
  return {
    width: reach((box) => box.x + box.width),
    height: reach((box) => box.y + box.height),
    boxes: moved,
    wires: wires
      .map((wire) => ({ ...wire, points: wire.points.map(({ x, y }) => ({ x: x + shift, y })) }))
      .sort((a, b) => compareText(a.id, b.id)),
    stubs: [],
    groups: [],
  };
}
