import type {
  ChainIndex,
  ChainNamer,
  CollapsedEndpoint,
  CollapsedService,
  RefusedService,
} from '@vethscope/model';
import { formatServicePortName } from '@vethscope/model';
import { addressText } from '../../rules/addressText.ts';

/** A service port with what it is called and found by. */
export interface ListedService {
  readonly title: string;
  readonly service: CollapsedService;
  /** Lower case. */
  readonly text: string;
}

export type ServiceRow =
  | { readonly kind: 'service'; readonly key: string; readonly listed: ListedService }
  | {
      readonly kind: 'endpoint';
      readonly key: string;
      readonly endpoint: CollapsedEndpoint;
    }
  | { readonly kind: 'facts'; readonly key: string; readonly service: CollapsedService }
  | { readonly kind: 'refused'; readonly key: string; readonly refused: RefusedService };

/** In the order of KUBE-SERVICES; names that no comment tells come from the chains' hashes. */
export function listServices(
  services: readonly CollapsedService[],
  index: ChainIndex,
  nameOf: ChainNamer,
): readonly ListedService[] {
  return services.map((service) => {
    const title = titleOf(service, index, nameOf);
    const { protocol, ways, endpoints, chains } = service;
    const text = [
      title,
      protocol,
      ...ways.map(({ address, port }) => addressText(address, port)),
      ...endpoints.map(({ address, port }) => addressText(address, port)),
      ...chains,
    ];
    return { title, service, text: text.join(' ').toLowerCase() };
  });
}

function titleOf(
  { name, chains, hash }: CollapsedService,
  index: ChainIndex,
  nameOf: ChainNamer,
): string {
  if (name) return formatServicePortName(name);
  const chain = index.chain(chains[0] ?? '');
  return (chain && nameOf(chain)?.title) ?? hash;
}

/** Services that fit the words, what is open below them, then those that nobody is let through to. */
export function serviceRows(
  services: readonly ListedService[],
  refused: readonly RefusedService[],
  open: ReadonlySet<string>,
  filter: string,
): readonly ServiceRow[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (text: string) => words.every((word) => text.includes(word));
  return [
    ...services.filter(({ text }) => fits(text)).flatMap((listed) => rowsOf(listed, open)),
    ...refused
      .filter((one) => fits(refusedText(one)))
      .map((one) => ({ kind: 'refused', key: refusedText(one), refused: one }) as const),
  ];
}

function rowsOf(listed: ListedService, open: ReadonlySet<string>): readonly ServiceRow[] {
  const { service } = listed;
  const key = service.hash;
  const head = { kind: 'service', key, listed } as const;
  if (!open.has(key)) return [head];
  return [
    head,
    ...service.endpoints.map((endpoint) => ({
      kind: 'endpoint' as const,
      key: `${key} ${endpoint.chain}`,
      endpoint,
    })),
    { kind: 'facts', key: `${key} facts`, service },
  ];
}

function refusedText({ name, protocol, address, port, why }: RefusedService): string {
  const text = `${formatServicePortName(name)} ${protocol} ${addressText(address, port)} ${why}`;
  return text.toLowerCase();
}
