import type { NftTable } from '@vethscope/model';
import { defineCommand } from '../command.ts';
import { parseNft } from './parse.ts';
import { nftRequestOf } from './request.ts';

/** `nft [-j] list ruleset`, `nft list tables`: which tables there are, and what is in them. */
export const nft = defineCommand<NftTable>({
  name: 'nft',
  accepts: (argv) => nftRequestOf(argv) !== undefined,
  recognizes: (text) =>
    /^\s*\{\s*"nftables":\s*\[/.test(text) || TABLE.test(text)
      ? ['nft', 'list', 'ruleset']
      : undefined,
  parse: parseNft,
  facts: (nftTables, argv) => {
    const request = nftRequestOf(argv);
    const isSettled = request?.isWhole && request.lists !== 'other';
    return { nftTables, captured: isSettled ? ['nftTables'] : [] };
  },
});

/** `table ip nat {` */
const TABLE = /^table (ip|ip6|inet|arp|bridge|netdev) \S+ \{/m;
