import type { Evidence, Ip } from '@vethscope/model';
import type { Interface } from '../network/network.ts';
import { isLoopback } from '../network/specialAddress.ts';
import { settingOrAsk } from '../walk/settings.ts';
import type { Walk } from '../walk/walk.ts';

export interface Refusal {
  readonly reason: string;
  readonly evidence: readonly Evidence[];
}

/** 127.0.0.0/8 leaves by a real device only with route_localnet: __mkroute_output(). */
export function keptFromLeaving(walk: Walk, source: Ip, device: Interface): Refusal | undefined {
  if (!isLoopback(source) || device.type === 'loopback') return undefined;
  const { value, evidence } = settingOrAsk(walk, device, 'route_localnet');
  if (value > 0) return undefined;
  return { reason: `${source} does not leave by ${device.name}: route_localnet is off`, evidence };
}

/** The same the other way: ip_route_input_slow(). */
export function keptFromEntering(walk: Walk, address: Ip, device: Interface): Refusal | undefined {
  const { value, evidence } = settingOrAsk(walk, device, 'route_localnet');
  if (value > 0) return undefined;
  return {
    reason: `${address} does not come in by ${device.name}: route_localnet is off`,
    evidence,
  };
}
