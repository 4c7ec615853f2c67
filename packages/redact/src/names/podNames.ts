/** A name that a controller made of another one. */
export interface DerivedName {
  readonly base: string;
  /** Each stands behind a hyphen. */
  readonly suffixes: readonly Suffix[];
}

type Suffix =
  /** `7db6d8ff4d`, `p4kzt`: drawn or hashed. */
  | { readonly kind: 'drawn'; readonly text: string }
  /** `0`: a StatefulSet's. */
  | { readonly kind: 'ordinal'; readonly text: string }
  /** A static pod's: `etcd-controller.home.local`. */
  | { readonly kind: 'node'; readonly text: string };

/** `coredns-7db6d8ff4d-p4kzt` → coredns, 7db6d8ff4d, p4kzt; `undefined` where nothing is behind a name. */
export function derivedName(name: string): DerivedName | undefined {
  const [, component, node] = STATIC_POD.exec(name) ?? [];
  if (component !== undefined && node !== undefined) {
    return { base: component, suffixes: [{ kind: 'node', text: node }] };
  }
  // A Deployment's pod, and its ReplicaSet: rand.SafeEncodeString, five of them for the pod.
  const [, base, hash, drawn] =
    /^(.+?)-((?=[a-z]*\d)[a-z\d]{7,10})(?:-([a-z\d]{5}))?$/.exec(name) ?? [];
  if (base !== undefined && hash !== undefined) {
    const texts = drawn === undefined ? [hash] : [hash, drawn];
    return { base, suffixes: texts.map((text) => ({ kind: 'drawn', text })) };
  }
  const [, set, ordinal] = /^(.+)-(\d{1,3})$/.exec(name) ?? [];
  if (set !== undefined && ordinal !== undefined) {
    return { base: set, suffixes: [{ kind: 'ordinal', text: ordinal }] };
  }
  // A DaemonSet's pod: SafeEncodeString leaves out vowels, so that no words come about.
  const [, daemon, five] = /^(.+)-([bcdfghjklmnpqrstvwxz2456789]{5})$/.exec(name) ?? [];
  if (daemon !== undefined && five !== undefined) {
    return { base: daemon, suffixes: [{ kind: 'drawn', text: five }] };
  }
  return undefined;
}

/** kubeadm's: the kubelet puts the node's name behind that of the manifest. */
const STATIC_POD = /^(etcd|kube-apiserver|kube-controller-manager|kube-scheduler)-(.+)$/;
