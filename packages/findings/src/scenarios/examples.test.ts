import { exampleNetwork } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import { findingContext } from '../context.ts';
import { RULES } from '../rules/index.ts';
import { runRules } from '../runRules.ts';

/** All that is found in the captures that come with the product, and where nobody could look. */
async function report(...examples: readonly string[]) {
  const { findings, unchecked } = runRules(
    findingContext(await exampleNetwork(...examples)),
    RULES,
  );
  return {
    findings: findings.map(({ severity, ruleId, subjects }) =>
      [severity, ruleId, ...subjects.slice(0, 1)].join(' '),
    ),
    unchecked: [...new Set(unchecked.map(({ ruleId }) => ruleId))].sort(),
  };
}

test('a node on which four pods were started before Calico, as its owner wrote it down', async () => {
  expect(await report('calico-single-node.md')).toEqual({
    findings: [
      'warning masquerade-outside-cluster-cidr if/calico-single-node/host/cni0',
      'warning pod-outside-cni pod/calico-system/calico-kube-controllers-597855f5d-pvnh4',
      'warning pod-outside-cni pod/calico-system/csi-node-driver-dpdzx',
      'warning pod-outside-cni pod/kube-system/coredns-7db6d8ff4d-p4kzt',
      'warning pod-outside-cni pod/kube-system/coredns-7db6d8ff4d-slnrj',
      'info capture-incomplete netns/calico-single-node/322f5081-3c51-4541-a1dc-5ac30daa5713',
      'info interfaces-hidden netns/calico-single-node/host',
      'info underlay-not-default if/calico-single-node/host/eth1',
    ],
    // No sysctls, pods without their addresses, no FDB that would tell of peers.
    unchecked: [
      'forwarding-off',
      'proxy-arp-off',
      'rp-filter-asymmetric',
      'same-bridge-dnat-without-br-netfilter',
      'service-endpoint-unknown',
      'tunnel-port-blocked',
    ],
  });
});

test('two nodes of the lab', async () => {
  expect(await report('calico-two-nodes/control.tar.gz', 'calico-two-nodes/worker.tar.gz')).toEqual(
    {
      findings: [
        // Both address families.
        'warning masquerade-outside-cluster-cidr if/control/host/cni0',
        'warning masquerade-outside-cluster-cidr if/control/host/cni0',
        'warning masquerade-outside-cluster-cidr if/worker/host/cni0',
        'warning masquerade-outside-cluster-cidr if/worker/host/cni0',
        'warning service-without-endpoints service/default/nobody',
        'info mtu-mismatch if/control/host/vxlan-v6.calico',
        'info mtu-mismatch if/worker/host/vxlan-v6.calico',
        // Both tunnels.
        'info underlay-not-default if/control/host/eth1',
        'info underlay-not-default if/control/host/eth1',
        'info underlay-not-default if/worker/host/eth1',
        'info underlay-not-default if/worker/host/eth1',
      ],
      unchecked: ['network-manager-manages-cni'],
    },
  );
});

test('a node with a bridge, without Kubernetes', async () => {
  expect(await report('dual-stack-bridge')).toEqual({
    findings: ['info capture-incomplete netns/edge1.example.net/switch1'],
    // No pods, and not all sysctls.
    unchecked: [
      'netns-without-pod',
      'network-manager-manages-cni',
      'orphan-veth',
      'pod-outside-cni',
      'rp-filter-asymmetric',
      'same-bridge-dnat-without-br-netfilter',
      'service-endpoint-unknown',
      'stale-workload-chains',
    ],
  });
});
