import type { CaptureFile, CaptureFiles } from '@vethscope/parsers';
import { generateNode } from './generate.ts';
import { hex, peerFdb, peerNeighbours, vtepMacOf, vtepOf } from './peers.ts';

/**
 * Captures of a healthy Calico cluster: each node as `generateNode` makes it, on one underlay, with a
 * blackhole for the block of its own pods, and a route to the block, a neighbour and an FDB entry for
 * each other node's VTEP. The list of all pods is in the first one, as where kubectl works on the
 * control plane alone. At most 250 nodes with 250 pods each.
 */
export function generateCluster(nodes: number, podsPerNode: number): readonly CaptureFiles[] {
  const numbers = Array.from({ length: nodes }, (_, i) => i + 1);
  const captures = numbers.map((n) =>
    generateNode(nameOf(n), {
      pods: podsPerNode,
      podsBefore: (n - 1) * BLOCK_SIZE,
      services: 0,
      endpointsPerService: 0,
    }),
  );
  const pods = captures.map(({ files }) => textOf(files, POD_LIST)).join('');
  return captures.map((capture, i) => {
    const n = i + 1;
    const peers = numbers.filter((peer) => peer !== n);
    const own = capture.files
      .filter(({ path }) => n === 1 || path !== POD_LIST)
      .map(({ path, text }) => ({ path, text: moved(text, n) }));
    const files = own.map((file) => {
      if (file.path === POD_LIST) return { ...file, text: pods };
      const routes = peers.map(
        (peer) => `${blockOf(peer)} via ${vtepOf(peer)} dev vxlan.calico proto 80 onlink`,
      );
      return file.path === ROUTES ? { ...file, text: file.text + lines(routes) } : file;
    });
    return { ...capture, files: [...files, ...neighbourFiles(peers)] };
  });
}

const POD_LIST = 'kubectl_get_pods_-A_-o_wide.txt';
const ROUTES = 'ip_route_show.txt';
/** Addresses of a node's block, a /24: the pods of each node are in one of their own. */
const BLOCK_SIZE = 256;

function neighbourFiles(peers: readonly number[]): readonly CaptureFile[] {
  return [
    { path: 'ip_neigh_show.txt', text: lines(peerNeighbours(peers)) },
    { path: 'bridge_fdb_show.txt', text: lines(peerFdb(peers)) },
  ];
}

/** The one node of `generateNode`, at its own place in the cluster. */
function moved(text: string, n: number): string {
  return text
    .replaceAll('10.0.0.11', `10.0.0.${n}`)
    .replaceAll('172.16.0.11', `172.16.0.${n}`)
    .replaceAll('192.168.2.0/32', `${vtepOf(n)}/32`)
    .replaceAll('blackhole 192.168.2.0/23', `blackhole ${blockOf(n)}`)
    .replaceAll('00:15:5d:bf:ba:60', `00:15:5d:00:00:${hex(n)}`)
    .replaceAll('00:15:5d:bf:ba:63', `00:15:5d:00:01:${hex(n)}`)
    .replaceAll('66:b9:7e:86:1e:53', vtepMacOf(n));
}

const nameOf = (n: number): string => `worker-${String(n).padStart(3, '0')}`;
/** `plannedPods` starts at 192.168.2.1. */
const blockOf = (n: number): string => `192.168.${n + 1}.0/24`;

function textOf(files: readonly CaptureFile[], path: string): string {
  return files.find((file) => file.path === path)?.text ?? '';
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}
