import type { InterfaceAddress, Ip, Prefix } from '@vethscope/model';
import { parsePrefix, prefixAddress, prefixLength } from '@vethscope/model';
import { addressTest, ipv6Bits } from '../network/addressBits.ts';
import { type Interface, type Namespace, perNamespace } from '../network/network.ts';
import { isLoopback, isMulticast, LINK_LOCAL, scopeOf6 } from '../network/specialAddress.ts';
import type { ChosenSource } from './sourceAddress4.ts';
import { vrfOfInterface } from './vrf.ts';

/**
 * RFC 6724, 5, with the rules that Linux has: ipv6_dev_get_saddr() in net/ipv6/addrconf.c. `device`
 * absent: there is no route yet. Only the usual address labels are known (`ip addrlabel`).
 */
export function selectAddress6(
  netns: Namespace,
  device: Interface | undefined,
  destination: Ip,
): ChosenSource | undefined {
  let best: Scored | undefined;
  for (const candidate of candidatesFor(netns, device, destination)) {
    const scores = scoresOf(candidate, device, destination);
    const decisive = best ? scores.findIndex((score, i) => score !== best?.scores[i]) : -1;
    const isBetter = !best || (scores[decisive] ?? 0) > (best.scores[decisive] ?? 0);
    if (isBetter) best = { candidate, scores };
  }
  if (!best) return undefined;
  const { address, entry, carrier } = best.candidate;
  return { address, entry, reason: `the best of ${carrier.name} for ${destination} (RFC 6724)` };
}

interface Candidate {
  readonly address: Ip;
  readonly entry: InterfaceAddress;
  readonly carrier: Interface;
  readonly scope: number;
  readonly label: number;
  readonly length: number;
}

interface Scored {
  readonly candidate: Candidate;
  readonly scores: readonly number[];
}

/** Those of the device alone for what is on its link; else those of all, within one VRF. */
function candidatesFor(
  netns: Namespace,
  device: Interface | undefined,
  destination: Ip,
): readonly Candidate[] {
  const all = candidates(netns);
  if (!device) return all.filter(({ carrier }) => vrfOfInterface(carrier) === undefined);
  const own = all.filter(({ carrier }) => carrier === device);
  const isOnLink = isMulticast(destination) || scopeOf6(destination) <= LINK_LOCAL;
  if (isOnLink) return own;
  const vrf = vrfOfInterface(device);
  if (vrf && own.some(({ scope }) => scope >= scopeOf6(destination))) return own;
  return all.filter(({ carrier }) => vrfOfInterface(carrier) === vrf);
}

const candidates = perNamespace(({ interfaces }): readonly Candidate[] =>
  [...interfaces.values()].flatMap((carrier) =>
    carrier.link.addresses
      .filter(({ family, flags }) => family === 6 && isAssigned(flags))
      .map((entry) => {
        const address = prefixAddress(entry.prefix);
        const length = prefixLength(entry.prefix);
        return {
          address,
          entry,
          carrier,
          scope: scopeOf6(address),
          label: labelOf(address),
          length,
        };
      }),
  ),
);

function isAssigned(flags: readonly string[]): boolean {
  return !flags.includes('tentative') || flags.includes('optimistic');
}

/** ipv6_get_saddr_eval(): one number for each rule, the larger is the better. */
function scoresOf(
  { address, entry: { flags }, carrier, scope, label, length }: Candidate,
  device: Interface | undefined,
  destination: Ip,
): readonly number[] {
  const wanted = scopeOf6(destination);
  const isAvoided = flags.includes('deprecated') || flags.includes('optimistic');
  return [
    Number(address === destination),
    scope >= wanted ? -scope : scope - 128,
    Number(isLoopback(address) || !isAvoided),
    Number(!flags.includes('home')),
    Number(device === undefined || carrier === device),
    Number(label === labelOf(destination)),
    // Public before temporary, unless use_tempaddr is 2, which nobody captures.
    Number(!flags.includes('temporary')),
    Number(isOrchid(address) === isOrchid(destination)),
    Math.min(bitsInCommon(address, destination), length),
    Number(!flags.includes('optimistic')),
  ];
}

function bitsInCommon(a: Ip, b: Ip): number {
  const differing = ipv6Bits(a) ^ ipv6Bits(b);
  return differing === 0n ? 128 : 128 - differing.toString(2).length;
}

/** 2001:10::/28: RFC 4843. */
const isOrchid = addressTest(prefixOf('2001:10::/28'));

/** `ip addrlabel` as the kernel comes with it: net/ipv6/addrlabel.c. */
const LABELS = (
  [
    ['::1/128', 0],
    ['::/96', 3],
    ['::ffff:0:0/96', 4],
    ['2001:10::/28', 7],
    ['2001::/32', 6],
    ['2002::/16', 2],
    ['3ffe::/16', 12],
    ['fec0::/10', 11],
    ['fc00::/7', 5],
  ] as const
).map(([prefix, label]) => ({ has: addressTest(prefixOf(prefix)), label }));

function labelOf(address: Ip): number {
  return LABELS.find(({ has }) => has(address))?.label ?? 1;
}

function prefixOf(text: string): Prefix {
  const prefix = parsePrefix(text);
  if (prefix === undefined) throw new Error(`not a prefix: ${text}`);
  return prefix;
}
