import type { Core, EdgeSingular, ElementDefinition, NodeSingular } from 'cytoscape';

type Element = NodeSingular | EdgeSingular;

/**
 * Makes the picture's elements those given: what has an element already keeps it, with the marks
 * it carries, and is touched only where it differs.
 */
export function replaceElements(
  cy: Core,
  elements: readonly ElementDefinition[],
  marks: readonly string[],
): void {
  const wanted = new Map(elements.map((element) => [`${element.data.id}`, element]));
  cy.batch(() => {
    cy.elements()
      .filter((old) => !isSameThing(old, wanted.get(old.id())))
      .remove();
    const fresh = elements.filter((element) => {
      const old = cy.getElementById(`${element.data.id}`);
      if (old.empty()) return true;
      update(old, element, marks);
      return false;
    });
    cy.add([...fresh]);
  });
}

/** A wire between other boxes is another wire. */
function isSameThing(old: Element, wanted: ElementDefinition | undefined): boolean {
  if (!wanted || wanted.group !== old.group()) return false;
  return old.data('source') === wanted.data.source && old.data('target') === wanted.data.target;
}

function update(
  old: Element,
  { data, position, classes }: ElementDefinition,
  marks: readonly string[],
): void {
  const stale = Object.keys(old.data()).filter((key) => !(key in data));
  if (stale.length > 0) old.removeData(stale.join(' '));
  for (const [key, value] of Object.entries(data)) {
    if (old.data(key) !== value) old.data(key, value);
  }
  const carried = marks.filter((mark) => old.hasClass(mark));
  const wanted = [...(Array.isArray(classes) ? classes : []), ...carried];
  const isSame =
    wanted.length === old.classes().length && wanted.every((name) => old.hasClass(name));
  if (!isSame) old.classes(wanted);
  if (!position || !old.isNode()) return;
  const at = old.position();
  if (at.x !== position.x || at.y !== position.y) old.position(position);
}

/**
 * Remembers where something stands on screen; the returned function moves the picture so that it
 * stands there again: the first of `preferred` that is in sight, else what is nearest the middle.
 */
export function holdPlace(cy: Core, preferred: readonly string[]): () => void {
  const middle = { x: cy.width() / 2, y: cy.height() / 2 };
  const boxes = cy.nodes('.interface, .netns, .tile, .external').toArray();
  const inSight = (id: string) => {
    const { x, y } = cy.getElementById(id).renderedPosition();
    return x >= 0 && y >= 0 && x <= cy.width() && y <= cy.height();
  };
  const chosen = preferred.filter((id) => cy.getElementById(id).isNode() && inSight(id));
  const distance = (id: string) => {
    const { x, y } = cy.getElementById(id).renderedPosition();
    return Math.hypot(x - middle.x, y - middle.y);
  };
  const nearest = boxes
    .map((box) => ({ id: box.id(), far: distance(box.id()) }))
    .sort((a, b) => a.far - b.far);
  const anchors = [...chosen, ...nearest.map(({ id }) => id)].map((id) => ({
    id,
    at: { ...cy.getElementById(id).renderedPosition() },
  }));
  return () => {
    const anchor = anchors.find(({ id }) => cy.getElementById(id).nonempty());
    if (!anchor) return;
    const now = cy.getElementById(anchor.id).renderedPosition();
    const by = { x: anchor.at.x - now.x, y: anchor.at.y - now.y };
    if (by.x !== 0 || by.y !== 0) cy.panBy(by);
  };
}
