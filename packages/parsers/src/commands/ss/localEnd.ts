import {
  defaultPrefix,
  ipFamily,
  type ListeningSocket,
  parseIp,
  prefixAddress,
} from '@vethscope/model';
import { wholeNumber } from '../../source/wordReader.ts';

/** `[fe80::1]%eth0:546`, `127.0.0.53%lo:53`, `*:22`: misc/ss.c, inet_addr_print. */
export function localEndOf(
  text: string,
  notation: 'ss' | 'older ss',
): Pick<ListeningSocket, 'address' | 'families' | 'device' | 'port'> | undefined {
  const [, host = '', device, digits] = /^(.+?)(?:%([^%]+))?:(\d+)$/.exec(text) ?? [];
  const port = wholeNumber(digits);
  if (port === undefined || port > 65535) return undefined;
  const place = { ...(device !== undefined && { device }), port };
  if (host === '*') {
    return notation === 'ss'
      ? { address: ANY6, families: [4, 6], ...place }
      : { address: ANY4, families: [4], ...place };
  }
  const address = parseIp(host.replace(/^\[(.*)\]$/, '$1'));
  if (address === undefined) return undefined;
  // :::22 is printed with IPV6_V6ONLY and without.
  const isUnsaid = notation === 'older ss' && address === ANY6;
  return { address, ...(!isUnsaid && { families: [ipFamily(address)] }), ...place };
}

const ANY4 = prefixAddress(defaultPrefix(4));
const ANY6 = prefixAddress(defaultPrefix(6));
