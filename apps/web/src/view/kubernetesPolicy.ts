import type { CalicoPolicy } from './calicoPolicies.ts';

/**
 * `default/knp.default.web` is what Calico makes of the NetworkPolicy `web` in `default`:
 * libcalico-go/lib/backend/k8s/conversion. `undefined` for policies of Calico's own kinds.
 */
export function kubernetesNameOf({
  kind,
  name,
  isNamed,
}: Pick<CalicoPolicy, 'kind' | 'name' | 'isNamed'>):
  | { readonly namespace: string; readonly name: string }
  | undefined {
  if (kind !== 'policy' || !isNamed) return undefined;
  const [, namespace, own] = /^([^/]+)\/knp\.default\.(.+)$/.exec(name) ?? [];
  return namespace === undefined || own === undefined ? undefined : { namespace, name: own };
}
