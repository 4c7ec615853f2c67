/** What the stages ask of routing. */
export type { AddressType } from './addressType.ts';
export { addressType, hasAddressType } from './addressType.ts';
export type { RouteAnswer, RouteQuery } from './answer.ts';
export { checkSource } from './checkSource.ts';
export { checkForwarding } from './forwarding.ts';
export { lookUp } from './lookUp.ts';
export type { InputRoute } from './routeInput.ts';
export { routeInput } from './routeInput.ts';
export type { LocalRoute } from './routeLocalPacket.ts';
export { routeLocalPacket } from './routeLocalPacket.ts';
export { chooseSource, sourceForInterface } from './sourceAddress.ts';
export { surelyRefused } from './surelyRefused.ts';
