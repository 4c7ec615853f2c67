import { defineCommand } from '../command.ts';
import { keepRuleset } from './keepRuleset.ts';
import { nftListingOf } from './request.ts';

/** `nft list ruleset`, `nft list tables`, …: known, and kept as it is. */
export const nft = defineCommand<never>({
  name: 'nft',
  accepts: (argv) => nftListingOf(argv) !== undefined,
  recognizes: (text) =>
    /^\s*\{\s*"nftables":\s*\[/.test(text) || TABLE.test(text)
      ? ['nft', 'list', 'ruleset']
      : undefined,
  parse: keepRuleset,
  facts: () => ({ captured: [] }),
});

/** `table ip nat {` */
const TABLE = /^table (ip|ip6|inet|arp|bridge|netdev) \S+ \{/m;
