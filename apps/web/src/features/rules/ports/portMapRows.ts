import type { PodElement, PortMap } from '@vethscope/model';
import { addressText } from '../addressText.ts';
import type { RulePlace } from '../rulePlace.ts';

export interface PortMapRow {
  readonly key: string;
  readonly map: PortMap<RulePlace>;
  /** Who has the address now; absent: nobody that the capture knows. */
  readonly pod?: PodElement;
}

/** In the order in which packets meet them; those that fit all words of the filter. */
export function portMapRows(
  maps: readonly PortMap<RulePlace>[],
  pods: ReadonlyMap<string, PodElement>,
  filter: string,
): readonly PortMapRow[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return maps.flatMap((map) => {
    const { hostAddress, hostPort, protocol, address, port, chain, sandbox = '', rules } = map;
    const pod = pods.get(address);
    const at = `${addressText(hostAddress, hostPort)}/${protocol}`;
    const name = pod ? `${pod.namespace}/${pod.name}` : '';
    const text = `${at} ${addressText(address, port)} ${name} ${chain} ${sandbox}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) return [];
    // Of its DNAT, of which there is one.
    const key = `${chain} ${rules[0]?.rule.number}`;
    return [{ key, map, ...(pod && { pod }) }];
  });
}
