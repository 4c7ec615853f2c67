export { capturedNodes } from './cluster/clusterPlan.ts';
export * from './cluster/layoutCluster.ts';
export * from './icons.ts';
export * from './kind.ts';
export * from './layout.ts';
export * from './layoutTopology.ts';
export * from './legend.ts';
export * from './svg.ts';
export * from './textWidth.ts';
