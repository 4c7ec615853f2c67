import type { Family } from '@vethscope/model';
import { ipFamily } from '@vethscope/model';
import type { End } from './end.ts';
import { subjectName } from './subject.ts';

type Chosen =
  | { readonly kind: 'family'; readonly family: Family }
  | { readonly kind: 'problem'; readonly message: string };

/** That of an address that was named, else one that both ends have: IPv4 where they have both. */
export function chooseFamily(from: End, to: End): Chosen {
  const targets = families(to);
  if (targets.length === 0) return { kind: 'problem', message: noAddress(to) };
  const sources = families(from);
  // A namespace whose addresses were not captured may have any.
  const family = targets.find((one) => sources.length === 0 || sources.includes(one));
  if (family !== undefined) return { kind: 'family', family };
  const has = ({ subject }: End, own: readonly Family[]) =>
    `${subjectName(subject)} has ${own.map((one) => `IPv${one}`).join(' and ')}`;
  return {
    kind: 'problem',
    message: `no address of one family at both ends: ${has(from, sources)}, ${has(to, targets)}`,
  };
}

function families({ addresses }: End): readonly Family[] {
  return ([4, 6] as const).filter((family) =>
    addresses.some((address) => ipFamily(address) === family),
  );
}

function noAddress({ subject, place }: End): string {
  const name = subjectName(subject);
  if (subject.kind === 'service') {
    const pods = new Set(
      subject.service.ports.flatMap(({ endpoints }) =>
        endpoints.map(({ pod, address }) => pod?.slice('pod/'.length) ?? address),
      ),
    );
    const instead = pods.size === 0 ? '' : `: name one of ${[...pods].join(', ')}`;
    return `${name} has no address of its own${instead}`;
  }
  return place.kind === 'captured'
    ? `${name} has no address that reaches beyond it`
    : `no address of ${name} is known`;
}
