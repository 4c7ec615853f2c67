import type { Ip, Mac, Prefix } from '@vethscope/model';
import { parseIp, parseMac, parsePrefix } from '@vethscope/model';

export function ip(text: string): Ip {
  return parsed(text, parseIp(text));
}

export function prefix(text: string): Prefix {
  return parsed(text, parsePrefix(text));
}

export function mac(text: string): Mac {
  return parsed(text, parseMac(text));
}

function parsed<T>(text: string, value: T | undefined): T {
  if (value === undefined) throw new Error(`no address: ${text}`);
  return value;
}
