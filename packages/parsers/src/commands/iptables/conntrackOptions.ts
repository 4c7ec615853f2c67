import type { Match } from '@vethscope/model';
import { readConntrackAddress, readList, readPorts } from './fields.ts';
import { protocolNamed } from './names.ts';
import type { Extension, Options } from './options.ts';

type Conntrack = Extract<Match, { kind: 'conntrack' }>;

/**
 * `-m conntrack ! --ctproto 17 --ctorigsrc 10.0.0.0/8 --ctstate NEW,DNAT --ctdir REPLY`; `-L`
 * prints the same words without their dashes.
 */
export const readConntrack: Extension<Match> = {
  arities: {
    ...{ '--ctstate': 1, '--ctstatus': 1, '--ctdir': 1, '--ctproto': 1, '--ctexpire': 1 },
    ...{ '--ctorigsrc': 1, '--ctorigdst': 1, '--ctreplsrc': 1, '--ctrepldst': 1 },
    ...{ '--ctorigsrcport': 1, '--ctorigdstport': 1 },
    ...{ '--ctreplsrcport': 1, '--ctrepldstport': 1 },
  },
  read(options) {
    const addresses = readAddresses(options);
    const ports = readAllPorts(options);
    const direction = options.find('--ctdir');
    if (!addresses || !ports || direction?.negated) return undefined;
    return { kind: 'conntrack', ...readStates(options), ...addresses, ...ports };
  },
};

function readStates(options: Options): Partial<Conntrack> {
  const direction = options.value('--ctdir');
  const states = options.find('--ctstate');
  const statuses = options.find('--ctstatus');
  const protocol = options.find('--ctproto');
  const expire = options.find('--ctexpire');
  return {
    ...(states && { states: readList(states.values[0] ?? '', states.negated) }),
    ...(statuses && { statuses: readList(statuses.values[0] ?? '', statuses.negated) }),
    ...(direction !== undefined && { direction }),
    ...(protocol && {
      protocol: {
        name: protocolNamed(protocol.values[0] ?? '').name,
        negated: protocol.negated,
      },
    }),
    ...(expire && { expire: { text: expire.values[0] ?? '', negated: expire.negated } }),
  };
}

function readAddresses(options: Options): Partial<Conntrack> | undefined {
  const originalSource = options.read(['--ctorigsrc'], readConntrackAddress);
  const originalDestination = options.read(['--ctorigdst'], readConntrackAddress);
  const replySource = options.read(['--ctreplsrc'], readConntrackAddress);
  const replyDestination = options.read(['--ctrepldst'], readConntrackAddress);
  if (
    originalSource === 'bad' ||
    originalDestination === 'bad' ||
    replySource === 'bad' ||
    replyDestination === 'bad'
  ) {
    return undefined;
  }
  return {
    ...(originalSource && { originalSource }),
    ...(originalDestination && { originalDestination }),
    ...(replySource && { replySource }),
    ...(replyDestination && { replyDestination }),
  };
}

function readAllPorts(options: Options): Partial<Conntrack> | undefined {
  const originalSourcePorts = options.read(['--ctorigsrcport'], readPorts);
  const originalDestinationPorts = options.read(['--ctorigdstport'], readPorts);
  const replySourcePorts = options.read(['--ctreplsrcport'], readPorts);
  const replyDestinationPorts = options.read(['--ctrepldstport'], readPorts);
  if (
    originalSourcePorts === 'bad' ||
    originalDestinationPorts === 'bad' ||
    replySourcePorts === 'bad' ||
    replyDestinationPorts === 'bad'
  ) {
    return undefined;
  }
  return {
    ...(originalSourcePorts && { originalSourcePorts }),
    ...(originalDestinationPorts && { originalDestinationPorts }),
    ...(replySourcePorts && { replySourcePorts }),
    ...(replyDestinationPorts && { replyDestinationPorts }),
  };
}
