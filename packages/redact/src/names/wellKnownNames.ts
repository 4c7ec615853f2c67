/**
 * Names that the same programs give on everybody's nodes: they tell nothing about whose node it is,
 * and much about what one looks at.
 */
export const WELL_KNOWN_NAMES: ReadonlySet<string> = new Set(
  `default kube-system kube-public kube-node-lease kubernetes kube-dns coredns kube-proxy kube-apiserver
   kube-controller-manager kube-scheduler etcd pause metrics-server kubelet konnectivity-agent
   calico-system calico-apiserver calico-node calico-typha calico-kube-controllers
   calico-kube-controllers-metrics calico-api calico-cni calico-csi csi-node-driver
   csi-node-driver-registrar install-cni flexvol-driver mount-bpffs ebpf-bootstrap upgrade-ipam
   tigera-operator kube-flannel kube-flannel-ds flannel cilium cilium-operator cilium-envoy hubble-relay
   kube-router weave-net local-path-provisioner local-path-storage ingress-nginx
   ingress-nginx-controller nodelocaldns node-local-dns cert-manager kindnet kindnet-cni
   docker.io registry.k8s.io quay.io ghcr.io gcr.io k8s.gcr.io mcr.microsoft.com public.ecr.aws
   calico tigera rancher library apiserver node cni csi node-driver-registrar kube-controllers
   pod2daemon-flexvol typha operator coreos k3s k8s-app
   http https dns dns-tcp metrics grpc healthz crio cri-o containerd docker cbr0 k8s-pod-network
   loopback portmap host-local`
    .split(/\s+/)
    .filter(Boolean),
);
