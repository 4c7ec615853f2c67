import type { AddressMatch, ProtocolMatch, Rule } from '@vethscope/model';
import { packetAddresses, prefixTest } from '../addressBits.ts';
import { chanceOf, compileMatch } from '../matches/compileMatch.ts';
import { interfaceTest } from '../matches/devices.ts';
import { isProtocol } from '../protocols.ts';
import type { Test } from '../sight.ts';
import type { InferredInterfaces } from './inferredInterfaces.ts';

/** A rule ready to be held against packets. */
export interface CompiledRule {
  readonly rule: Rule;
  /** All have to hold. */
  readonly tests: readonly Test[];
  /** Of `statistic`: each has to come out. */
  readonly chances: readonly number[];
  /** Interfaces that the listing hides, and what they must be. */
  readonly inferred: InferredInterfaces | undefined;
}

export function compileRule(rule: Rule, inferred: InferredInterfaces | undefined): CompiledRule {
  const { inInterface, outInterface } = inferred ?? rule;
  return {
    rule,
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
  };
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
