import { createHash } from 'node:crypto';
import { calicoChainName } from '@vethscope/lab/rules/calicoNames.ts';
import {
  ACCEPT_MARK,
  ACCEPTED,
  type Chain,
  type Chains,
  FILTER,
  INVALID,
  KNOWN,
  MANGLE,
  NAT,
  RAW,
  said,
  UNDECIDED,
  VXLAN,
} from './calicoChains.ts';
import {
  idOf,
  namespaceSetName,
  POLICIES,
  type Policy,
  policyChainName,
} from './calicoPolicies.ts';
import type { Pod } from './pods.ts';
import type { SavedPart } from './savedTable.ts';

interface CalicoParts {
  readonly raw: SavedPart;
  readonly mangle: SavedPart;
  readonly nat: SavedPart;
  readonly filter: SavedPart;
  /** What policy accepted is accepted only after kube-proxy's rules had their say. */
  readonly filterEnd: SavedPart;
}

/** The rules that Felix of Calico 3.28 writes for these pods, without those for host endpoints. */
export function calicoRules(pods: readonly Pod[]): CalicoParts {
  return {
    raw: part(RAW, ['PREROUTING', 'OUTPUT']),
    mangle: part(MANGLE, ['PREROUTING', 'POSTROUTING']),
    nat: part(NAT, ['PREROUTING', 'OUTPUT', 'POSTROUTING']),
    filter: part(
      new Map([
        ...FILTER,
        ...dispatchTree('cali-from-wl-dispatch', '-i', 'cali-fw-', pods),
        ...dispatchTree('cali-to-wl-dispatch', '-o', 'cali-tw-', pods),
        ...pods.flatMap((pod) => [fromWorkload(pod), toWorkload(pod)]),
        ...POLICIES.map(policyChain),
        ...[...new Set(pods.map(({ namespace }) => namespace))].flatMap(profileChains),
      ]),
      ['INPUT', 'FORWARD', 'OUTPUT'],
    ),
    filterEnd: {
      chains: [],
      hooks: [
        '-A FORWARD -m comment --comment "cali:S93hcgKJrXEqnTfs" -m comment --comment "Policy explicitly accepted packet." -m mark --mark 0x10000/0x10000 -j ACCEPT',
        '-A FORWARD -m comment --comment "cali:mp77cMpurHhyjLrM" -j MARK --set-xmark 0x10000/0x10000',
      ],
      rules: [],
    },
  };
}

/**
 * Where more than one name goes on with the same letter Felix makes a chain for them: `-i cali3+ -g
 * cali-from-wl-dispatch-3` (felix/rules/dispatch.go).
 */
function dispatchTree(
  root: string,
  option: '-i' | '-o',
  prefix: string,
  pods: readonly Pod[],
): readonly Chain[] {
  const byDigit = new Map<string, string[]>();
  for (const name of pods.map(({ port }) => port).sort()) {
    const digit = name.slice('cali'.length, 'cali'.length + 1);
    byDigit.set(digit, [...(byDigit.get(digit) ?? []), name]);
  }
  const straight = (name: string): string => `${option} ${name} -g ${prefix}${name}`;
  const unknown = `${said('Unknown interface')} -j DROP`;
  const groups = [...byDigit].filter(([, names]) => names.length > 1);
  return [
    [
      root,
      [
        ...[...byDigit].map(([digit, names]) =>
          names.length > 1
            ? `${option} cali${digit}+ -g ${root}-${digit}`
            : straight(names[0] ?? ''),
        ),
        unknown,
      ],
    ],
    ...groups.map(
      ([digit, names]): Chain => [`${root}-${digit}`, [...names.map(straight), unknown]],
    ),
  ];
}

function fromWorkload(pod: Pod): Chain {
  const encapped = (what: string) => said(`Drop ${what} encapped packets originating in workloads`);
  return [
    `cali-fw-${pod.port}`,
    [
      ...[KNOWN, INVALID, '-j MARK --set-xmark 0x0/0x30000'],
      `-p udp ${encapped('VXLAN')} ${VXLAN} -j DROP`,
      `-p ipencap ${encapped('IPinIP')} -j DROP`,
      ...byPolicy(pod, 'egress'),
      ...byProfile(pod, 'cali-pro-'),
    ],
  ];
}

function toWorkload(pod: Pod): Chain {
  return [
    `cali-tw-${pod.port}`,
    [
      ...[KNOWN, INVALID, '-j MARK --set-xmark 0x0/0x30000'],
      ...byPolicy(pod, 'ingress'),
      ...byProfile(pod, 'cali-pri-'),
    ],
  ];
}

function byPolicy(pod: Pod, direction: Policy['direction']): readonly string[] {
  const policies = POLICIES.filter(
    (policy) => policy.namespace === pod.namespace && policy.direction === direction,
  );
  if (policies.length === 0) return [];
  return [
    ...policies.map((policy) => `${UNDECIDED} -j ${policyChainName(policy)}`),
    `${said('Return if policy accepted')} ${ACCEPTED} -j RETURN`,
    `${said('Drop if no policies passed packet')} ${UNDECIDED} -j DROP`,
  ];
}

function byProfile({ namespace }: Pod, prefix: 'cali-pri-' | 'cali-pro-'): readonly string[] {
  const returned = `${said('Return if profile accepted')} ${ACCEPTED} -j RETURN`;
  return [
    `-j ${calicoChainName(prefix, `kns.${namespace}`)}`,
    returned,
    `-j ${calicoChainName(prefix, `ksa.${namespace}.default`)}`,
    returned,
    `${said('Drop if no profiles matched')} -j DROP`,
  ];
}

function policyChain(policy: Policy): Chain {
  const end = policy.direction === 'ingress' ? 'src' : 'dst';
  return [
    policyChainName(policy),
    [
      ...policy.peers.map(
        (peer) =>
          `-p tcp ${said(`Policy ${idOf(policy)} ${policy.direction}`)} -m set --match-set ${namespaceSetName(peer)} ${end} -m multiport --dports ${policy.ports} ${ACCEPT_MARK}`,
      ),
      `${ACCEPTED} -j RETURN`,
    ],
  ];
}

function profileChains(namespace: string): readonly Chain[] {
  return [
    ...(['cali-pri-', 'cali-pro-'] as const).flatMap((prefix): Chain[] => {
      const direction = prefix === 'cali-pri-' ? 'ingress' : 'egress';
      return [
        [
          calicoChainName(prefix, `kns.${namespace}`),
          [`${said(`Profile kns.${namespace} ${direction}`)} ${ACCEPT_MARK}`],
        ],
        [calicoChainName(prefix, `ksa.${namespace}.default`), []],
      ];
    }),
  ];
}

/** Felix puts its own chain before all others. */
function part(chains: Chains, hooks: readonly string[]): SavedPart {
  const names = [...chains.keys()].sort();
  return {
    chains: names,
    hooks: hooks.map((hook) => `-A ${hook} ${marked(`-j cali-${hook}`, hook, 0)}`),
    rules: names.flatMap((name) =>
      (chains.get(name) ?? []).map((rule, i) => `-A ${name} ${marked(rule, name, i)}`),
    ),
  };
}

/** Felix knows its own rules again by a comment, `cali:wUHhoiAYhphO9Mso`; iptables prints -i, -o and -p first. */
function marked(rule: string, chain: string, i: number): string {
  const hash = createHash('sha224').update(`${chain} ${i}`).digest('base64url').slice(0, 16);
  return rule.replace(/(?=-[mjg] )/, `${said(`cali:${hash}`)} `);
}
