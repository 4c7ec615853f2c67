import type { NodePlan, PodPlan } from '../cluster.ts';
import { calicoChainName, withRuleHashes } from './calicoNames.ts';
import { ipsetNames } from './ipsets.ts';
import type { RuleChain, Stack, TablePart } from './restore.ts';

const ACCEPTED = '0x10000/0x10000';
const UNDECIDED = '0/0x20000';
/** Only clients may reach port `http` of the web pods. */
const POLICY = 'default/knp.default.web-from-clients';
const IS_KNOWN = '-m conntrack --ctstate RELATED,ESTABLISHED --jump ACCEPT';
const IS_INVALID = '-m conntrack --ctstate INVALID --jump DROP';

/** The rules that Felix writes, Calico 3.28, without those for host endpoints and floating IPs. */
export function calicoRules(node: NodePlan, stack: Stack): readonly TablePart[] {
  return [filterPart(node, stack), natPart(node, stack)];
}

function filterPart(node: NodePlan, stack: Stack): TablePart {
  return {
    table: 'filter',
    chains: [
      inputChain(stack),
      { name: 'cali-OUTPUT', rules: [`-m mark --mark ${ACCEPTED} --jump ACCEPT`] },
      {
        name: 'cali-FORWARD',
        rules: [
          '--jump MARK --set-mark 0/0xe0000',
          '-m mark --mark 0/0x10000 --jump cali-from-hep-forward',
          '--in-interface cali+ --jump cali-from-wl-dispatch',
          '--out-interface cali+ --jump cali-to-wl-dispatch',
          '--jump cali-to-hep-forward',
          '--jump cali-cidr-block',
        ],
      },
      ...['cali-from-hep-forward', 'cali-to-hep-forward', 'cali-cidr-block'].map(empty),
      {
        name: 'cali-wl-to-host',
        rules: [
          '--jump cali-from-wl-dispatch',
          '-m comment --comment "Configured DefaultEndpointToHostAction" --jump ACCEPT',
        ],
      },
      dispatch('cali-from-wl-dispatch', '--in-interface', 'cali-fw-', node.calicoPods),
      dispatch('cali-to-wl-dispatch', '--out-interface', 'cali-tw-', node.calicoPods),
      ...node.calicoPods.flatMap((pod) => [fromWorkload(pod), toWorkload(pod)]),
      policyChain(stack),
      profileChain('cali-pri-', 'ingress'),
      profileChain('cali-pro-', 'egress'),
    ].map(withRuleHashes),
    hooks: [...hooked('INPUT'), ...hooked('FORWARD'), ...hooked('OUTPUT'), ...afterAllOthers()],
  };
}

function inputChain(stack: Stack): RuleChain {
  const version = stack === 'v4' ? 'IPv4' : 'IPv6';
  const isVxlan = '-p 17 -m multiport --destination-ports 4789';
  const { tunnelHosts } = ipsetNames(stack);
  return {
    name: 'cali-INPUT',
    rules: [
      `-m comment --comment "Allow ${version} VXLAN packets from allowed hosts" ${isVxlan} -m set --match-set ${tunnelHosts} src -m addrtype --dst-type LOCAL --jump ACCEPT`,
      `-m comment --comment "Drop ${version} VXLAN packets from non-allowed hosts" ${isVxlan} -m addrtype --dst-type LOCAL --jump DROP`,
      '--in-interface cali+ --goto cali-wl-to-host',
      `-m mark --mark ${ACCEPTED} --jump ACCEPT`,
    ],
  };
}

function empty(name: string): RuleChain {
  return { name, rules: [] };
}

function dispatch(
  name: string,
  option: string,
  prefix: string,
  pods: readonly PodPlan[],
): RuleChain {
  const interfaces = pods.map(({ hostInterface }) => hostInterface).toSorted();
  return {
    name,
    rules: [
      ...interfaces.map((ifname) => `${option} ${ifname} --goto ${prefix}${ifname}`),
      '-m comment --comment "Unknown interface" --jump DROP',
    ],
  };
}

function fromWorkload(pod: PodPlan): RuleChain {
  const drop = (what: string, match: string): string =>
    `-m comment --comment "Drop ${what} encapped packets originating in workloads" ${match} --jump DROP`;
  return {
    name: `cali-fw-${pod.hostInterface}`,
    rules: [
      IS_KNOWN,
      IS_INVALID,
      '--jump MARK --set-mark 0/0x30000',
      drop('VXLAN', '-p 17 -m multiport --destination-ports 4789'),
      drop('IPinIP', '-p 4'),
      ...byProfile('cali-pro-'),
    ],
  };
}

function toWorkload(pod: PodPlan): RuleChain {
  const byPolicy = [
    `-m mark --mark ${UNDECIDED} --jump ${calicoChainName('cali-pi-', POLICY)}`,
    `-m comment --comment "Return if policy accepted" -m mark --mark ${ACCEPTED} --jump RETURN`,
    `-m comment --comment "Drop if no policies passed packet" -m mark --mark ${UNDECIDED} --jump DROP`,
  ];
  return {
    name: `cali-tw-${pod.hostInterface}`,
    rules: [
      IS_KNOWN,
      IS_INVALID,
      '--jump MARK --set-mark 0/0x30000',
      ...(pod.name.startsWith('web') ? byPolicy : []),
      ...byProfile('cali-pri-'),
    ],
  };
}

function byProfile(prefix: 'cali-pri-' | 'cali-pro-'): readonly string[] {
  return [
    `--jump ${calicoChainName(prefix, 'kns.default')}`,
    `-m comment --comment "Return if profile accepted" -m mark --mark ${ACCEPTED} --jump RETURN`,
    '-m comment --comment "Drop if no profiles matched" --jump DROP',
  ];
}

function policyChain(stack: Stack): RuleChain {
  const { clients, webPorts } = ipsetNames(stack);
  const which = `-m set --match-set ${clients} src -m set --match-set ${webPorts} dst,dst`;
  return {
    name: calicoChainName('cali-pi-', POLICY),
    rules: [
      `-m comment --comment "Policy ${POLICY} ingress" -p 6 ${which} --jump MARK --set-mark ${ACCEPTED}`,
      `-m mark --mark ${ACCEPTED} --jump RETURN`,
    ],
  };
}

function profileChain(prefix: 'cali-pri-' | 'cali-pro-', direction: string): RuleChain {
  return {
    name: calicoChainName(prefix, 'kns.default'),
    rules: [
      `-m comment --comment "Profile kns.default ${direction}" --jump MARK --set-mark ${ACCEPTED}`,
    ],
  };
}

function natPart(node: NodePlan, stack: Stack): TablePart {
  const { masqueradedPools, allPools } = ipsetNames(stack);
  return {
    table: 'nat',
    chains: [
      {
        name: 'cali-POSTROUTING',
        rules: [
          '--jump cali-nat-outgoing',
          `--out-interface ${node.tunnels[stack].name} -m addrtype ! --src-type LOCAL --limit-iface-out -m addrtype --src-type LOCAL --jump MASQUERADE --random-fully`,
        ],
      },
      {
        name: 'cali-nat-outgoing',
        rules: [
          `-m set --match-set ${masqueradedPools} src -m set ! --match-set ${allPools} dst --jump MASQUERADE --random-fully`,
        ],
      },
    ].map(withRuleHashes),
    hooks: hooked('POSTROUTING'),
  };
}

/** Felix puts its own chain before all others. */
function hooked(chain: string): readonly string[] {
  const { rules } = withRuleHashes({ name: chain, rules: [`--jump cali-${chain}`] });
  return rules.map((rule) => `-I ${chain} ${rule}`);
}

/** What policy accepted is accepted only after kube-proxy's rules had their say. */
function afterAllOthers(): readonly string[] {
  const { rules } = withRuleHashes({
    name: 'FORWARD',
    rules: [
      `-m comment --comment "Policy explicitly accepted packet." -m mark --mark ${ACCEPTED} --jump ACCEPT`,
      `--jump MARK --set-mark ${ACCEPTED}`,
    ],
  });
  return rules.map((rule) => `-A FORWARD ${rule}`);
}
