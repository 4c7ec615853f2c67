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
 * Remembers where things stand on screen; the returned function moves the picture so that as little
 * as can be has moved: the first of `preferred` that is in sight stays, else what most boxes did
 * together is undone. A pod more in the middle of a row moves those on one side of it.
 */
export function holdPlace(cy: Core, preferred: readonly string[]): () => void {
  const placeOf = (id: string) => ({ ...cy.getElementById(id).renderedPosition() });
  const inSight = (id: string) => {
    const { x, y } = placeOf(id);
    return x >= 0 && y >= 0 && x <= cy.width() && y <= cy.height();
  };
  const anchors = preferred
    .filter((id) => cy.getElementById(id).isNode() && inSight(id))
    .map((id) => ({ id, at: placeOf(id) }));
  const boxes = cy.nodes('.box').map((box) => ({ id: box.id(), at: placeOf(box.id()) }));
  const shiftOf = ({ id, at }: (typeof boxes)[number]) => {
    const now = placeOf(id);
    return { x: at.x - now.x, y: at.y - now.y };
  };
  const isThere = ({ id }: { readonly id: string }) => cy.getElementById(id).nonempty();
  return () => {
    const anchor = anchors.find(isThere);
    const by = anchor ? shiftOf(anchor) : mostCommon(boxes.filter(isThere).map(shiftOf));
    if (by && (by.x !== 0 || by.y !== 0)) cy.panBy(by);
  };
}

interface Shift {
  readonly x: number;
  readonly y: number;
}

/** In whole pixels; of equally common ones the smallest. */
function mostCommon(shifts: readonly Shift[]): Shift | undefined {
  const counts = new Map<string, { readonly shift: Shift; readonly count: number }>();
  for (const shift of shifts) {
    const key = `${Math.round(shift.x)} ${Math.round(shift.y)}`;
    counts.set(key, { shift, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  const length = ({ x, y }: Shift) => Math.hypot(x, y);
  const [most] = [...counts.values()].sort(
    (a, b) => b.count - a.count || length(a.shift) - length(b.shift),
  );
  return most?.shift;
}
