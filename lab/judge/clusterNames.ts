import { CLUSTER } from '../cluster.ts';

/** Ends of questions by the name or address that a person would type; an address of each family. */
export const SHELL = 'default/shell-control';
export const DNS = 'kube-system/dns-control';
export const CLIENT = 'default/client-control';
export const WEB = 'default/web-control';
export const FAR = {
  shell: 'default/shell-worker',
  dns: 'kube-system/dns-worker',
  client: 'default/client-worker',
  web: 'default/web-worker',
};
export const WEB_SERVICE = 'default/web';
export const DNS_SERVICE = 'kube-system/dns';
export const NOBODY_SERVICE = 'default/nobody';
export const GATEWAY = CLUSTER.underlay.gateway;
export const CONTROL = { v4: '10.0.0.11', v6: 'fd00:10::11' };
export const WORKER = { v4: '10.0.0.12', v6: 'fd00:10::12' };
export const MANAGEMENT = { v4: '10.0.2.11', v6: 'fd00:2::11' };
export const NO_POD = { v4: '192.168.1.40', v6: 'fd00:192:168:1::28' };
export const NO_FAR_POD = { v4: '192.168.2.40', v6: 'fd00:192:168:2::28' };
export const NOBODY = { v4: '10.85.1.77', v6: 'fd00:10:85:1::77' };
/** Of service web. */
export const NODE_PORT = 30080;
export const CLOSED = 8443;

/** How a branch ends. */
export const ANSWERED = 'delivered, reply delivered';
export const LOST = 'delivered, reply dropped';
/** Whom the gateway passes it to is not captured. */
export const OUT = 'leavesCapture';
export const GONE = 'delivered, reply leavesCapture';
