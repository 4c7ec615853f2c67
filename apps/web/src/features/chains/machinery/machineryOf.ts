import type { IptablesTable } from '@vethscope/model';

/** What a table's rules come to, where a program wrote most of them. */
export type Machinery = 'services' | 'policies';

/** kube-proxy's chains in nat, Calico's in filter; `undefined`: neither is there. */
export function machineryOf({ table, chains }: IptablesTable): Machinery | undefined {
  if (table === 'nat' && chains.some(({ name }) => name === 'KUBE-SERVICES')) return 'services';
  const isCalicos = table === 'filter' && chains.some(({ name }) => ENDPOINT.test(name));
  return isCalicos ? 'policies' : undefined;
}

const ENDPOINT = /^cali-([ft]w|[ft]h(fw)?)-/;

export const MACHINERY_TITLES: Readonly<Record<Machinery, string>> = {
  services: 'Services',
  policies: 'Endpoints and policies',
};
