import type { Plugin } from 'vite';

/**
 * Leaves out of Cytoscape what the picture has no use for: layouts (it has its own), algorithms on
 * graphs but for searching, and drawing by WebGL. The library is one file with lists of its parts: the
 * build drops what they no longer name. Throws where another version has other lists.
 */
export function leanCytoscape(): Plugin {
  return {
    name: 'lean-cytoscape',
    apply: 'build',
    transform: {
      filter: { id: /\/cytoscape\/dist\/cytoscape\.esm\.mjs$/ },
      handler: (code) => ({
        code: SHORTER.reduce(shorten, code).replace(METHOD, METHOD_ALONE),
        map: null,
      }),
    },
  };
}

const layout = (name: string, implementation: string) =>
  `{\n  name: '${name}',\n  impl: ${implementation}\n}`;

/** Lists as they are, and as they should be. */
const SHORTER: readonly (readonly [string, string])[] = [
  [
    `[${[
      layout('breadthfirst', 'BreadthFirstLayout'),
      layout('circle', 'CircleLayout'),
      layout('concentric', 'ConcentricLayout'),
      layout('cose', 'CoseLayout'),
      layout('grid', 'GridLayout'),
      layout('null', 'NullLayout'),
      layout('preset', 'PresetLayout'),
      layout('random', 'RandomLayout'),
    ].join(', ')}]`,
    `[${layout('null', 'NullLayout')}, ${layout('preset', 'PresetLayout')}]`,
  ],
  // The first are breadth-first and depth-first search, which the library itself uses.
  [
    `[${[
      'elesfn$v',
      ...[...'utsrqponml'].map((letter) => `elesfn$${letter}`),
      'markovClustering$1',
      'kClustering',
      'hierarchicalClustering$1',
      'affinityPropagation$1',
      'elesfn$k',
      'hopcroftTarjanBiconnected$1',
      'tarjanStronglyConnected$1',
    ].join(', ')}]`,
    '[elesfn$v]',
  ],
  [', CRp$5, CRp$4, CRp$3, ', ', CRp$5, CRp$3, '],
];

/** A method put into a layout that no list names counts as an effect, and a function alone does not. */
const METHOD =
  /^((?:BreadthFirst|Circle|Concentric|Cose|Grid|Random)Layout)\.prototype\.(\w+) = /gm;
const METHOD_ALONE = 'var $1_$2 = ';

function shorten(code: string, [list, shorter]: readonly [string, string]): string {
  if (code.split(list).length !== 2) {
    throw new Error(`Cytoscape is built in another way now, without ${list}`);
  }
  return code.replace(list, () => shorter);
}
