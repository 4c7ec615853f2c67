import { HOST_NETNS } from '@vethscope/model';
import { invocationsOf } from '../transcript/invocations.ts';
import { readerOf } from './readers.ts';

/** A command that a file's name spells, and the namespace where the name says one. */
export interface SpelledCommand {
  readonly argv: readonly string[];
  readonly netns?: string;
}

/** Programs with a hyphen of their own, longest first. */
const HYPHENATED =
  /^(ip6?tables-(?:nft|legacy)-save|ip6?tables-save|ip6?tables-(?:nft|legacy)|firewall-cmd)(?=$|[-_. ])/;

/**
 * `ip_-d_link_show`, `ip-d-link`, `ip--d--s-l`, `ip_netns_exec_blue_ip_addr_show`,
 * `iptables_-t_nat_-nvL`, `01_ip_addr`: a file's name, without its ending, read as a command line.
 */
export function spelledCommand(name: string): SpelledCommand | undefined {
  if (name.length > 300) return undefined;
  const plain = name.replace(/^\d+[-_. ]+(?=[a-z])/i, '');
  return commandInNetns(plain) ?? commandOf(plain);
}

/** `ip_netns_exec_my_ns_ip_addr`: the namespace ends where what follows spells a command. */
function commandInNetns(name: string): SpelledCommand | undefined {
  const [prefix] = /^ip[_ ]netns[_ ]exec[_ ]/.exec(name) ?? [];
  if (prefix === undefined) return undefined;
  const rest = name.slice(prefix.length);
  for (const { index } of rest.matchAll(/[_ ]/g)) {
    const command = commandOf(rest.slice(index + 1));
    if (index > 0 && command) return { ...command, netns: rest.slice(0, index) };
  }
  return undefined;
}

function commandOf(name: string): SpelledCommand | undefined {
  for (const words of spellings(name)) {
    const [invocation, ...others] = invocationsOf(words.join(' '));
    if (invocation === undefined || others.length > 0) continue;
    const { argv, place } = invocation;
    if (readerOf(argv) === undefined) continue;
    if (place.kind === 'netns') {
      return { argv, ...(place.name !== HOST_NETNS && { netns: place.name }) };
    }
  }
  return undefined;
}

function* spellings(name: string): Generator<readonly string[]> {
  // ip_-d_link_show
  yield name.split(/[_ ]+/).filter(Boolean);
  const [program] = HYPHENATED.exec(name) ?? [];
  const first = program ?? /^[A-Za-z0-9]+/.exec(name)?.[0] ?? '';
  const rest = name.slice(first.length);
  // ip--d--s-l, as Cilium's bugtool writes it
  yield [
    first,
    ...rest
      .replaceAll('--', ' -')
      .split(/ |(?<=\w)-|^-/)
      .filter(Boolean),
  ];
  const words = rest.split(/[-_. ]+/).filter(Boolean);
  yield [first, ...words];
  // ip-d-link: a single letter in front of the object is an option
  yield [first, ...words.map((word) => (word.length === 1 ? `-${word}` : word))];
}
