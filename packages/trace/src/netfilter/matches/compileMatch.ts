import { assertNever, type Match } from '@vethscope/model';
import { negate } from '../answer.ts';
import { setTest } from '../ipsets/setTest.ts';
import type { Test } from '../sight.ts';
import { addrtypeTest } from './addressTypes.ts';
import { connmarkTest, conntrackTest, stateTest } from './connection.ts';
import { macTest, physdevTest } from './devices.ts';
import {
  dscpTest,
  icmpTest,
  iprangeTest,
  lengthTest,
  sctpTest,
  tcpTest,
  ttlTest,
} from './headers.ts';
import { markTest } from './marks.ts';
import { ownerTest } from './owner.ts';
import { multiportTest, portsTest } from './ports.ts';
import { rpfilterTest } from './reversePath.ts';

/** A match made ready to be asked; `undefined` where it always holds. Chance is left to `chanceOf`. */
export function compileMatch(match: Match): Test | undefined {
  switch (match.kind) {
    case 'comment':
    case 'nfacct':
    case 'statistic':
      return undefined;
    case 'tcp':
      return tcpTest(match);
    case 'udp':
      return portsTest(match);
    case 'sctp':
      return sctpTest(match);
    case 'icmp':
    case 'icmp6':
      return icmpTest(match);
    case 'multiport':
      return multiportTest(match);
    case 'addrtype':
      return addrtypeTest(match);
    case 'mark':
      return markTest(match);
    case 'connmark':
      return connmarkTest(match);
    case 'conntrack':
      return conntrackTest(match);
    case 'state':
      return stateTest(match);
    case 'set':
      return setTest(match);
    case 'rpfilter':
      return rpfilterTest(match);
    case 'physdev':
      return physdevTest(match);
    case 'pkttype':
      return ({ skb }) => negate(skb.packetType === match.type, match);
    case 'mac':
      return macTest(match);
    case 'policy':
      return policyTest(match);
    case 'iprange':
      return iprangeTest(match);
    case 'length':
      return lengthTest(match);
    case 'ttl':
    case 'hl':
      return ttlTest(match);
    case 'dscp':
      return dscpTest(match);
    case 'owner':
      return ownerTest(match);
    case 'recent':
      return recentTest(match);
    case 'limit':
    case 'hashlimit':
      return () => 'how many packets came before is not known';
    case 'connlimit':
      return () => 'how many connections there are is not known';
    case 'ipvs':
      return () => 'what IPVS does is not known';
    case 'bpf':
      return () => 'its BPF program is not run here';
    case 'unknown':
      return () => 'one of its matches is not understood';
    default:
      return assertNever(match);
  }
}

/** How likely a rule is taken: one number for each match that leaves it to chance. */
export function chanceOf(match: Match): readonly number[] {
  if (match.kind !== 'statistic') return [];
  const share = match.mode === 'random' ? unrounded(match.probability) : 1 / (match.every || 1);
  return [match.negated ? 1 - share : share];
}

/** The kernel counts probabilities in 2⁻³¹, so `0.33333333349` was one third when it was typed. */
function unrounded(probability: number): number {
  const share = 1 / Math.round(1 / probability);
  return Math.abs(share - probability) < 2 ** -30 ? share : probability;
}

/** recent_mt(): `--set` puts the address on the list and always holds. */
function recentTest(match: Extract<Match, { kind: 'recent' }>): Test {
  if (match.action === 'set') return () => !match.negated;
  return () => 'the list of recent addresses is not captured';
}

/** policy_mt(): no packet here comes from or goes to an IPsec tunnel. */
function policyTest({ text }: Extract<Match, { kind: 'policy' }>): Test {
  const isNone = /--pol none\b/.test(text);
  const isIpsec = /--pol ipsec\b/.test(text);
  if (isNone === isIpsec) return () => 'its IPsec policy is not understood';
  return () => isNone;
}
