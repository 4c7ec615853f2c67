/** The one place where ids are made. Ids are stable from run to run for the same capture. */
declare const idBrand: unique symbol;
export type Id = string & { readonly [idBrand]: true };

/** The name that the node's own network namespace goes by in ids and in `parseInterfaceId`. */
export const HOST_NETNS = 'host';

export const nodeId = (node: string): Id => `node/${node}` as Id;
export const netnsId = (node: string, netns: string): Id => `netns/${node}/${netns}` as Id;
export const interfaceId = (node: string, netns: string, ifname: string): Id =>
  `if/${node}/${netns}/${ifname}` as Id;
export const podId = (namespace: string, name: string): Id => `pod/${namespace}/${name}` as Id;
export const serviceId = (namespace: string, name: string): Id =>
  `service/${namespace}/${name}` as Id;
export const gatewayId = (address: string): Id => `ext/gateway/${address}` as Id;
export const networkId = (prefix: string): Id => `ext/network/${prefix}` as Id;
export const vtepId = (address: string): Id => `ext/vtep/${address}` as Id;
/** Stands in a node's picture for all the nodes that its tunnels lead to. */
export const peersId = (node: Id): Id => `peers/${node}` as Id;
/** An edge is named by what it is and what it joins; the source comes first. */
export const edgeId = (kind: string, source: Id, target: Id): Id =>
  `${kind}:${source}->${target}` as Id;
