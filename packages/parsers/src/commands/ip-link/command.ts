import type { FactKind, Link } from '@vethscope/model';
import type { CommandReader } from '../command.ts';
import { argumentsOfShow, readIpCommandLine } from './commandLine.ts';
import { parseLinks } from './parse.ts';
import { recognizeLinks } from './recognize.ts';

/** `ip link` and `ip addr`: both print links, the latter with their addresses. */
export const ipLink: CommandReader = {
  name: 'ip link, ip addr',
  accepts: (argv) => listingOf(argv) !== undefined,
  recognizes: recognizeLinks,
  // Every namespace has its loopback.
  settledBySilence: () => [],
  read(text, origin, argv) {
    const {
      records: links,
      diagnostics,
      coverage,
      lines,
      isWhole,
    } = parseLinks(text, origin, argv);
    const captured = isWhole ? settledBy(links, argv) : [];
    return {
      facts: { ...(links.length > 0 && { links }), captured },
      records: links.length,
      diagnostics,
      coverage,
      lines,
    };
  },
};

interface Listing {
  readonly object: 'link' | 'address';
  /** Only some links or addresses were asked for: `dev eth0`, `up`, `type veth`, `-4`. */
  readonly isFiltered: boolean;
  readonly isOneline: boolean;
}

function listingOf(argv: readonly string[]): Listing | undefined {
  const commandLine = readIpCommandLine(argv);
  if (!commandLine) return undefined;
  const { object: typed, args, family, options } = commandLine;
  const object = ['link', 'address'].find((name) => typed !== '' && name.startsWith(typed));
  const isLink = object === 'link';
  const filter = object && argumentsOfShow(args, isLink ? 'sh' : 's');
  if (!filter) return undefined;
  return {
    object: isLink ? 'link' : 'address',
    isFiltered: filter.length > 0 || (!isLink && family !== undefined),
    isOneline: options.has('oneline'),
  };
}

/**
 * `ip -4 addr` leaves out links without an IPv4 address and `ip -o addr` those without any. Every
 * namespace has its loopback: a listing without it is not all there is.
 */
function settledBy(links: readonly Link[], argv: readonly string[]): readonly FactKind[] {
  const listing = listingOf(argv);
  if (!listing || listing.isFiltered) return [];
  if (!links.some(({ name, flags }) => name === 'lo' || flags.includes('LOOPBACK'))) return [];
  if (listing.object === 'link') return ['links'];
  return listing.isOneline ? ['addresses'] : ['links', 'addresses'];
}
