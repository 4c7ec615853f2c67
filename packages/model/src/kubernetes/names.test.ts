import { describe, expect, it } from 'vitest';
import { calicoWorkloadHash, workloadHashOf, workloadInterfaceOfChain } from './calicoNames.ts';
import { cniChainName, readCniComment } from './cniNames.ts';
import { endpointChainName, readServicePortName, serviceChainName } from './kubeProxyNames.ts';

// Expected names are those that a real node carried (examples/calico-single-node.md).
describe('names with a hash', () => {
  it.each([
    ['calico-apiserver', 'calico-apiserver-56cc46c8d5-6df76', '9d04617f188'],
    ['calico-apiserver', 'calico-apiserver-56cc46c8d5-vl57t', '1dac8782bdb'],
    ['kube-system', 'coredns-7db6d8ff4d-p4kzt', '6f60a778e0b'],
    ['kube-system', 'coredns-7db6d8ff4d-slnrj', '6945b3c77c1'],
    ['calico-system', 'calico-kube-controllers-597855f5d-pvnh4', '3579be14420'],
    ['calico-system', 'csi-node-driver-dpdzx', '868a4e4c0db'],
  ])('Calico names the interface of %s/%s after %s', (namespace, pod, hash) => {
    expect(calicoWorkloadHash(namespace, pod)).toBe(hash);
  });

  it.each([
    ['TCP', 'default/kubernetes:https', 'KUBE-SVC-NPX46M4PTMTKRN6Y'],
    ['udp', 'kube-system/kube-dns:dns', 'KUBE-SVC-TCOU7JCQXEZGVUNU'],
    ['tcp', 'kube-system/kube-dns:dns-tcp', 'KUBE-SVC-ERIFXISQEP7F7OF4'],
    ['tcp', 'calico-apiserver/calico-api:apiserver', 'KUBE-SVC-I24EZXP75AX5E7TU'],
  ])('kube-proxy names the %s chain of %s %s', (protocol, service, chain) => {
    const port = readServicePortName(service);
    expect(port && serviceChainName('KUBE-SVC-', port, protocol)).toBe(chain);
  });

  it('kube-proxy names an endpoint after service, protocol and address', () => {
    const service = { namespace: 'kube-system', name: 'kube-dns', port: 'dns' };
    expect(endpointChainName(service, 'udp', '10.85.0.4:53')).toBe('KUBE-SEP-WAIILD3LBHUAKL5L');
  });

  it('CNI plugins name a chain after network and sandbox', () => {
    const attachment = readCniComment(
      'name: "crio" id: "a0f922c5fc8fbe1a021f6a3fd300177b7334010970a661c086795c5e65f96708"',
    );
    expect(attachment?.network).toBe('crio');
    expect(attachment && cniChainName(attachment)).toBe('CNI-0753f7d0856b570d6e276401');
  });

  it.each([
    ['cali9d04617f188', '9d04617f188'],
    ['eni9d04617f188', '9d04617f188'],
    ['cali-fw-x', undefined],
    ['veth2c3744a3', undefined],
  ])('takes the hash out of %s', (ifname, hash) => {
    expect(workloadHashOf(ifname)).toBe(hash);
  });

  it('tells the interface of a workload chain', () => {
    expect(workloadInterfaceOfChain('cali-tw-cali3579be14420')).toBe('cali3579be14420');
    expect(workloadInterfaceOfChain('cali-to-wl-dispatch')).toBeUndefined();
  });

  it.each([
    ['default/web -> 10.0.0.1:80', { namespace: 'default', name: 'web', port: '' }],
    ['a/b:c cluster IP', { namespace: 'a', name: 'b', port: 'c' }],
    ['kubernetes service portals', undefined],
  ])('reads the service of the comment %s', (text, expected) => {
    expect(readServicePortName(text)).toEqual(expected);
  });
});
