import type { AddressMatch, ProtocolMatch, Target } from '@vethscope/model';
import { formatRule } from '@vethscope/model';
import { packetAddresses, prefixTest } from '../../network/addressBits.ts';
import type { RuleStep } from '../../step.ts';
import { chanceOf, compileMatch } from '../matches/compileMatch.ts';
import { interfaceTest } from '../matches/devices.ts';
import { isProtocol } from '../protocols.ts';
import type { Test } from '../sight.ts';
import type { InferredInterfaces } from './inferredInterfaces.ts';
import type { ChainRule } from './rulePlace.ts';

/** A rule ready to be held against packets. */
export interface CompiledRule extends ChainRule {
  /** All have to hold. */
  readonly tests: readonly Test[];
  /** Of `statistic`: each has to come out. */
  readonly chances: readonly number[];
  /** Interfaces that the listing hides, and what they must be. */
  readonly inferred: InferredInterfaces | undefined;
  /** What is written down where it matches for certain and does no more than it always does. */
  readonly step: RuleStep;
}

export function compileRule(
  { table, chain, rule }: ChainRule,
  inferred: InferredInterfaces | undefined,
): CompiledRule {
  let step: RuleStep | undefined;
  const { inInterface, outInterface } = inferred ?? rule;
  return {
    ...{ table, chain, rule },
    tests: [
      protocolTest(rule.protocol),
      addressTest(rule.source, 'source'),
      addressTest(rule.destination, 'destination'),
      interfaceTest(inInterface, 'in'),
      interfaceTest(outInterface, 'out'),
      fragmentTest(rule.fragment),
      ...rule.matches.map((match) => compileMatch(match)),
    ].filter((test) => test !== undefined),
    chances: rule.matches.flatMap(chanceOf),
    inferred,
    // Of most rules it is never asked for.
    get step() {
      step ??= {
        ...{ kind: 'rule', family: table.family, table: table.table, chain },
        ...{ rule: rule.number, matched: 'yes' },
        ...{
          verdict: usualVerdict(rule.target),
          text: formatRule(rule),
          evidence: [rule.evidence],
        },
      };
      return step;
    },
  };
}

function usualVerdict(target: Target): RuleStep['verdict'] {
  switch (target.kind) {
    case 'jump':
    case 'goto':
      return `${target.kind} ${target.chain}`;
    case 'accept':
    case 'drop':
    case 'reject':
    case 'return':
      return target.kind;
    case 'dnat':
    case 'snat':
    case 'masquerade':
    case 'redirect':
      return 'accept';
    default:
      return 'continue';
  }
}

function protocolTest(match: ProtocolMatch): Test | undefined {
  if (match.kind === 'any') return undefined;
  return ({ skb: { packet } }) => isProtocol(match, packet.protocol) !== match.negated;
}

function addressTest(match: AddressMatch, side: 'source' | 'destination'): Test | undefined {
  switch (match.kind) {
    case 'any':
      return undefined;
    case 'unknown':
      return () => `its ${side} is not understood: ${match.text}`;
    case 'in': {
      const holds = prefixTest(match.prefix);
      return ({ skb: { packet } }) => holds(packetAddresses(packet)[side]) !== match.negated;
    }
  }
}

/** `-f` asks for second and further fragments, of which none is traced. */
function fragmentTest(fragment: boolean | undefined): Test | undefined {
  return fragment ? () => false : undefined;
}
