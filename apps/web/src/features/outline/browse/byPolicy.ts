import { compareNames } from '../../../ui/sortRows.ts';
import type { CalicoPolicy, PolicyUse } from '../../../view/calicoPolicies.ts';
import type { CaptureIndex } from '../../../view/captureIndex.ts';
import type { Branch } from '../outlineRows.ts';
import { group } from './branches.ts';

/** Calico's policies and profiles, below each the endpoints whose packets it sees. */
export function policyBranches(index: CaptureIndex): readonly Branch[] {
  const all = index.policies();
  const branchesOf = (kind: CalicoPolicy['kind']) =>
    all.filter((one) => one.kind === kind).map((one) => policyBranch(index, one));
  return [
    ...group(GROUPS.policy, 'Policies', branchesOf('policy')),
    ...group(GROUPS.profile, 'Profiles', branchesOf('profile')),
  ];
}

const GROUPS: Readonly<Record<CalicoPolicy['kind'], string>> = {
  policy: 'group/policies',
  profile: 'group/profiles',
};

function policyBranch(index: CaptureIndex, policy: CalicoPolicy): Branch {
  const endpoints = new Map<string, PolicyUse[]>();
  for (const use of policy.uses) {
    const known = endpoints.get(use.iface);
    if (known) known.push(use);
    else endpoints.set(use.iface, [use]);
  }
  return {
    id: policy.id,
    element: policy.id,
    kind: 'chain',
    title: policy.isNamed ? policy.name : `not named: ${policy.name}`,
    about: String(endpoints.size),
    children: () =>
      [...endpoints]
        .map(([iface, uses]) => endpointBranch(index, policy.id, iface, uses))
        .sort((a, b) => compareNames(a.title, b.title)),
  };
}

function endpointBranch(
  index: CaptureIndex,
  under: string,
  iface: string,
  uses: readonly PolicyUse[],
): Branch {
  const pod = uses.find((use) => use.pod !== undefined)?.pod;
  const element = index.node(pod ?? iface);
  return {
    id: `${under} ${iface}`,
    element: element?.id,
    kind: pod === undefined ? 'veth' : 'pod',
    title: element?.label ?? uses[0]?.ifname ?? iface,
    about: [...new Set(uses.map(({ direction }) => direction))].sort().join(', '),
    children: () => [],
  };
}

export function pathToPolicy(index: CaptureIndex, id: string): readonly string[] {
  const policy = index.policies().find((one) => one.id === id);
  return policy ? [GROUPS[policy.kind], id] : [];
}
