import type { Match } from '@vethscope/model';
import type { Test } from '../sight.ts';

/**
 * owner_mt() of xt_owner.c. Who sends is in no capture; what is forwarded belongs to nobody, and
 * then only holds what is asked with `!`.
 */
export function ownerTest({ text }: Extract<Match, { kind: 'owner' }>): Test {
  const asked = text.match(/(! )?--(uid-owner|gid-owner|socket-exists)/g) ?? [];
  const holdsForNobody = asked.length > 0 && asked.every((option) => option.startsWith('!'));
  return ({ skb }) =>
    skb.inInterface ? holdsForNobody : 'the user of the sending program is not known';
}
