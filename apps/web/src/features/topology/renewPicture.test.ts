import cytoscape, { type ElementDefinition } from 'cytoscape';
import { describe, expect, test } from 'vitest';
import { holdPlace, replaceElements } from './renewPicture.ts';

const MARKS = ['chosen'];

function box(id: string, x: number, data: Record<string, unknown> = {}): ElementDefinition {
  return { group: 'nodes', data: { id, ...data }, position: { x, y: 0 }, classes: ['box'] };
}

function wire(id: string, source: string, target: string): ElementDefinition {
  return { group: 'edges', data: { id, source, target }, classes: ['wire'] };
}

function picture(...elements: readonly ElementDefinition[]) {
  const cy = cytoscape({ headless: true, styleEnabled: true });
  cy.add([...elements]);
  return cy;
}

describe('replaceElements', () => {
  test('keeps the element of what is still there, with its marks', () => {
    const cy = picture(box('eth0', 0, { state: 'up' }), box('eth1', 100));
    const [kept] = cy.getElementById('eth0').toArray();
    kept?.addClass('chosen');
    replaceElements(cy, [box('eth0', 40, { iconX: 3 }), box('br0', 100)], MARKS);
    expect(cy.nodes().map((node) => node.id())).toEqual(['eth0', 'br0']);
    expect(cy.getElementById('eth0').toArray()[0]).toBe(kept);
    expect(kept?.data()).toEqual({ id: 'eth0', iconX: 3 });
    expect(kept?.classes()).toEqual(['box', 'chosen']);
    expect(cy.getElementById('eth0').position()).toEqual({ x: 40, y: 0 });
  });

  test('draws a wire anew that ends elsewhere', () => {
    const boxes = [box('a', 0), box('b', 10), box('c', 20)];
    const cy = picture(...boxes, wire('w', 'a', 'b'));
    replaceElements(cy, [...boxes, wire('w', 'a', 'c')], MARKS);
    expect(cy.edges().map((edge) => [edge.id(), edge.data('target')])).toEqual([['w', 'c']]);
  });

  test('takes the wires of a box with it', () => {
    const cy = picture(box('a', 0), box('b', 10), wire('w', 'a', 'b'));
    replaceElements(cy, [box('a', 0)], MARKS);
    expect(cy.elements().map((element) => element.id())).toEqual(['a']);
  });
});

describe('holdPlace', () => {
  const row = (...xs: readonly number[]) => xs.map((x, i) => box(`b${i}`, x));

  test('undoes what most boxes did together', () => {
    const cy = picture(...row(0, 100, 200, 300, 400));
    const restore = holdPlace(cy, []);
    // Something came between the second and the third: three of five made room.
    replaceElements(cy, row(0, 100, 250, 350, 450), MARKS);
    restore();
    expect(cy.getElementById('b3').renderedPosition().x).toBe(300);
    expect(cy.getElementById('b0').renderedPosition().x).toBe(-50);
  });

  test('does not move at all where most stayed', () => {
    const cy = picture(...row(0, 100, 200));
    const restore = holdPlace(cy, []);
    replaceElements(cy, [...row(0, 100, 250), box('new', 200)], MARKS);
    restore();
    expect(cy.pan()).toEqual({ x: 0, y: 0 });
  });

  test('moves nothing when all is gone', () => {
    const cy = picture(...row(0, 100));
    const restore = holdPlace(cy, ['b0']);
    replaceElements(cy, [], MARKS);
    restore();
    expect(cy.pan()).toEqual({ x: 0, y: 0 });
  });
});
