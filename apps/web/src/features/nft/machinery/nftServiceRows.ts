import type { NftService, NftServices, NftServiceWay } from '@vethscope/model';
import { formatServicePortName } from '@vethscope/model';
import { addressText } from '../../rules/addressText.ts';

export type NftServiceRow =
  | {
      readonly kind: 'service';
      readonly key: string;
      readonly title: string;
      readonly service: NftService;
    }
  | { readonly kind: 'refused'; readonly key: string; readonly way: NftServiceWay };

/** Services that fit all words of the filter, then addresses that nothing stands behind. */
export function nftServiceRows(
  { services, refused }: Pick<NftServices, 'services' | 'refused'>,
  filter: string,
): readonly NftServiceRow[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (...texts: readonly string[]) => {
    const text = texts.join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return [
    ...services.flatMap((service) => {
      const { key, name, ways, endpoints } = service;
      const title = name ? formatServicePortName(name) : key;
      const addresses = [...ways, ...endpoints].map((at) => addressText(at.address, at.port));
      return fits(title, key, ...addresses)
        ? [{ kind: 'service', key, title, service } as const]
        : [];
    }),
    ...refused.flatMap((way) => {
      const key = `${way.map.name} ${addressText(way.address, way.port)} ${way.protocol}`;
      return fits(key) ? [{ kind: 'refused', key, way } as const] : [];
    }),
  ];
}
