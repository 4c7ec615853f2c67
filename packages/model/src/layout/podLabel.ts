export interface PodLabel {
  readonly title: string;
  /** What Kubernetes appended to make the name unique. */
  readonly suffix?: string;
}

/** Letters and digits that Kubernetes makes names of (`apimachinery/pkg/util/rand`). */
const RANDOM = '[bcdfghjklmnpqrstvwxz2456789]';
/** `coredns-7db6d8ff4d-slnrj`: Deployment, ReplicaSet's hash, five random characters. */
const DEPLOYMENT = /^(.+)-((?=[a-z]*[0-9])[a-z0-9]{7,10}-[a-z0-9]{5})$/;
/** `kube-proxy-skh2j`: a DaemonSet's or Job's pod. */
const GENERATED = new RegExp(`^(.+)-(${RANDOM}{5})$`);

/** A pod's name as two lines: what a person called it, and what was appended. */
export function podLabel(name: string): PodLabel {
  const [, title, suffix] = DEPLOYMENT.exec(name) ?? GENERATED.exec(name) ?? [];
  return title !== undefined && suffix !== undefined ? { title, suffix } : { title: name };
}
