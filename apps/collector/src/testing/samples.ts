import { join } from 'node:path';

/** The sample capture of the repository. */
export const SAMPLE = join(import.meta.dirname, '../../../../examples/calico-single-node.md');
/** A capture of another shape: a folder. */
export const SAMPLE_FOLDER = join(import.meta.dirname, '../../../../examples/dual-stack-bridge');
/** Bundles of two nodes of one cluster. */
export const TWO_NODES = join(import.meta.dirname, '../../../../examples/calico-two-nodes');

/** `crictl pods`: small, and every build reads it. */
export const CRICTL_PODS = `# crictl pods
POD ID              CREATED             STATE               NAME                       NAMESPACE           ATTEMPT             RUNTIME
8d2b1f3c4a5e6       2 days ago          Ready               coredns-7db6d8ff4d-p4kzt   kube-system         0                   (default)
`;
