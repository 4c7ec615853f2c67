export * from './answerTrace.ts';
export * from './disposition.ts';
export type { Interface, Namespace, Network } from './network/network.ts';
export { indexNetwork } from './network/network.ts';
export * from './packet.ts';
export * from './step.ts';
export * from './trace.ts';
export * from './tracePacket.ts';
