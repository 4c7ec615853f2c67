import type { IptablesTable } from '@vethscope/model';

/** What a table's rules come to, where a program wrote most of them. */
export type Machinery = 'services' | 'ports' | 'policies';

/** kube-proxy's and portmap's chains in nat, Calico's in filter. */
export function machineryOf({ table, chains }: IptablesTable): readonly Machinery[] {
  const has = (name: RegExp) => chains.some((chain) => name.test(chain.name));
  if (table === 'filter') return has(ENDPOINT) ? ['policies'] : [];
  if (table !== 'nat') return [];
  return [
    ...(has(/^KUBE-SERVICES$/) ? (['services'] as const) : []),
    ...(has(/^CNI-HOSTPORT-DNAT$/) ? (['ports'] as const) : []),
  ];
}

const ENDPOINT = /^cali-([ft]w|[ft]h(fw)?)-/;

/** The one asked for, else the first; `undefined`: the rules themselves. */
export function machineryShown(
  found: readonly Machinery[],
  asked: string | undefined,
): Machinery | undefined {
  if (asked === 'raw') return undefined;
  return found.find((one) => one === asked) ?? found[0];
}

export const MACHINERY_TITLES: Readonly<Record<Machinery, string>> = {
  services: 'Services',
  ports: 'Host ports',
  policies: 'Endpoints and policies',
};
