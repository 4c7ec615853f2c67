/** For tests of what is told of traces or found in captures, and of those that ask a kernel. */
export { ip } from './addresses.ts';
export { namespaceOf, readNodes, readPartly, USUAL_RULES } from './captures.ts';
export { everyTurn } from './everyAnswer.ts';
export { exampleNetwork } from './examples.ts';
export { rule } from './handMade.ts';
export { packet } from './packets.ts';
