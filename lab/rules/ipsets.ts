import type { ClusterPlan, NodePlan } from '../cluster.ts';
import type { Machine } from '../machine.ts';
import { run } from '../run.ts';
import { selectorSetName } from './calicoNames.ts';
import type { Stack } from './restore.ts';
import { STACKS } from './restore.ts';

export interface IpsetPlan {
  readonly name: string;
  readonly type: 'hash:ip' | 'hash:net' | 'hash:ip,port' | 'list:set';
  readonly family?: 'inet' | 'inet6';
  readonly members: readonly string[];
}

/** The sets that the rules ask, by what they are for. */
export function ipsetNames(stack: Stack): Readonly<Record<IpsetRole, string>> {
  const version = stack === 'v4' ? 4 : 6;
  return {
    allPools: `cali${version}0all-ipam-pools`,
    masqueradedPools: `cali${version}0masq-ipam-pools`,
    thisHost: `cali${version}0this-host`,
    tunnelHosts: `cali${version}0all-vxlan-net`,
    clients: selectorSetName(version, "app == 'client'"),
    webPorts: `cali${version}0n:web-http`,
  };
}

type IpsetRole =
  | 'allPools'
  | 'masqueradedPools'
  | 'thisHost'
  | 'tunnelHosts'
  | 'clients'
  | 'webPorts';

/** All sets of a node: Calico's, and one set of sets over both families. */
export function ipsetPlans(plan: ClusterPlan, node: NodePlan): readonly IpsetPlan[] {
  const hosts = STACKS.map((stack) => ipsetNames(stack).thisHost);
  return [
    ...STACKS.flatMap((stack) => familyPlans(plan, node, stack)),
    { name: 'this-node', type: 'list:set', members: hosts },
  ];
}

function familyPlans(plan: ClusterPlan, node: NodePlan, stack: Stack): readonly IpsetPlan[] {
  const names = ipsetNames(stack);
  const family = stack === 'v4' ? 'inet' : 'inet6';
  const pool = plan.pool[stack];
  const pods = (app: string): readonly string[] =>
    plan.nodes
      .flatMap(({ calicoPods }) => calicoPods)
      .filter(({ name }) => name.startsWith(app))
      .map(({ addresses }) => addresses[stack]);
  const own = [node.management, node.underlay].map(({ addresses }) =>
    withoutLength(addresses[stack]),
  );
  const vteps = plan.nodes.map(({ tunnels }) => tunnels[stack]);
  return [
    { name: names.allPools, type: 'hash:net', family, members: [pool] },
    { name: names.masqueradedPools, type: 'hash:net', family, members: [pool] },
    {
      name: names.thisHost,
      type: 'hash:ip',
      family,
      members: [...own, node.tunnels[stack].address],
    },
    { name: names.tunnelHosts, type: 'hash:net', family, members: vteps.map(({ local }) => local) },
    {
      name: names.clients,
      type: 'hash:net',
      family,
      // And, from a network set with the same label, the gateway and what is masqueraded to a VTEP.
      members: [
        ...pods('client'),
        plan.underlay.gateway[stack],
        ...vteps.map(({ address }) => address),
      ],
    },
    {
      name: names.webPorts,
      type: 'hash:ip,port',
      family,
      members: pods('web').map((address) => `${address},tcp:8080`),
    },
  ];
}

export async function createIpsets(machine: Machine, sets: readonly IpsetPlan[]): Promise<void> {
  const lines = sets.flatMap(({ name, type, family, members }) => [
    `create ${name} ${type}${family === undefined ? '' : ` family ${family}`}`,
    ...members.map((member) => `add ${name} ${member}`),
  ]);
  await run(machine, ['ipset', 'restore'], { input: `${lines.join('\n')}\n` });
}

function withoutLength(prefix: string): string {
  return prefix.split('/')[0] ?? prefix;
}
