import { assertNever, type FieldChange } from '@vethscope/model';

/** `mtu: 1500 → 9000`, `addresses: + 10.0.0.2/24 − 10.0.0.1/24`. */
export function fieldWords(change: FieldChange): string {
  switch (change.kind) {
    case 'value':
      return `${FIELDS[change.field] ?? change.field}: ${change.before ?? 'unknown'} → ${change.after ?? 'unknown'}`;
    case 'list': {
      const items = [
        ...change.added.map((item) => `+ ${item}`),
        ...change.removed.map((item) => `− ${item}`),
      ];
      return `${FIELDS[change.field] ?? change.field}: ${items.join('; ')}`;
    }
    default:
      return assertNever(change);
  }
}

const FIELDS: Readonly<Record<string, string>> = {
  mtu: 'MTU',
  mac: 'MAC address',
  netns: 'namespace',
  hostNetwork: 'host network',
  matchedBy: 'matched by',
  aliases: 'other names',
};
