/** For tests of what tells of traces, and of those that ask a kernel. */
export { ip } from './addresses.ts';
export { everyTurn } from './everyAnswer.ts';
export { rule } from './handMade.ts';
export { packet } from './packets.ts';
