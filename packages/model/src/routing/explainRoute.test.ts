import { describe, expect, it } from 'vitest';
import { interfaceId, podId } from '../ids.ts';
import { route } from '../testing/builders.ts';
import type { RouteSurroundings } from './explainRoute.ts';
import { explainRoute } from './explainRoute.ts';

const around: RouteSurroundings = {
  netns: 'host',
  kindOf: (name) => ({ cni0: 'bridge', 'vxlan.calico': 'vxlan', eth0: 'device' })[name],
  peerOf: (name) =>
    name === 'eth0'
      ? { id: interfaceId('n', 'host', 'cali9d04617f188'), name: 'cali9d04617f188' }
      : undefined,
  podBehind: (name) =>
    name === 'cali9d04617f188' ? { id: podId('ns', 'api-6df76'), name: 'api-6df76' } : undefined,
  ownerOf: (address) =>
    address === '10.85.0.1'
      ? { id: interfaceId('n', 'host', 'cni0'), name: 'cni0', netns: 'host' }
      : undefined,
};

describe('what a route means', () => {
  it.each([
    [
      'default via 172.16.0.254 dev eth0',
      'everything else: the default gateway 172.16.0.254 on eth0',
    ],
    ['default via 10.85.0.1 dev eth0', 'everything else, by way of cni0 on the host'],
    ['10.85.0.0/16 dev cni0', 'the network of the bridge cni0'],
    ['10.0.0.0/24 dev eth1', 'the network of eth1, directly attached'],
    ['192.168.2.1/32 dev cali9d04617f188', 'workload route to api-6df76'],
    [
      '192.168.3.0/26 via 192.168.3.0 dev vxlan.calico',
      'pods of another node, through the tunnel vxlan.calico to its VTEP 192.168.3.0',
    ],
  ])('%s', (text, meaning) => {
    expect(explainRoute(route(text), around)).toMatchObject({
      text: meaning,
      confidence: 'proven',
    });
  });

  it("takes Felix's blackhole for the node's address block, another for what it says", () => {
    const block = route('192.168.2.0/26', { type: 'blackhole', protocol: '80' });
    expect(explainRoute(block, around).text).toMatch(/^this node's Calico address block/);
    const plain = route('192.168.2.0/26', { type: 'blackhole' });
    expect(explainRoute(plain, around).text).toBe('dropped in silence');
  });

  it.each(['default via 169.254.1.1 dev eth0', '169.254.1.1/32 dev eth0'])(
    "knows Calico's stand-in gateway, and that the capture alone does not prove who answers: %s",
    (text) => {
      const meaning = explainRoute(route(text), around);
      expect(meaning.text).toMatch(/answered by proxy ARP on cali9d04617f188$/);
      expect(meaning.confidence).toBe('inferred');
    },
  );
});
