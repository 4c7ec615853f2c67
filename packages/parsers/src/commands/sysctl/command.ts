import type { FactKind, Sysctl } from '@vethscope/model';
import { defineCommand } from '../command.ts';
import { parseSysctls } from './parse.ts';
import { type SysctlRequest, sysctlRequestOf } from './request.ts';

/** `sysctl -a`, `sysctl KEY…`, `sysctl -n KEY…`, `cat /proc/sys/net/…`, `grep . /proc/sys/net/…`. */
export const sysctl = defineCommand<Sysctl>({
  name: 'sysctl',
  accepts: (argv) => sysctlRequestOf(argv) !== undefined,
  recognizes: recognizeSysctls,
  parse: parseSysctls,
  facts: (sysctls, argv) => ({ sysctls, captured: settledBy(sysctlRequestOf(argv)) }),
  settledBySilence: () => [],
});

function settledBy(request: SysctlRequest | undefined): readonly FactKind[] {
  if (request?.form !== 'keys and values') return [];
  if (request.isWhole) return ['bridgeSysctls', 'forwardingSysctls', 'sysctls'];
  const asksForAll = DECIDING_KEYS.every((key) => request.keys.includes(key));
  return [
    ...(request.keys.some((key) => BRIDGE_KEYS.has(key)) ? ['bridgeSysctls' as const] : []),
    ...(asksForAll ? ['forwardingSysctls' as const] : []),
  ];
}

const BRIDGE_KEYS: ReadonlySet<string> = new Set([
  'net.bridge',
  'net.bridge.bridge-nf-*',
  'net.bridge.bridge-nf-call-ip*',
]);

/** Of every interface, present or not: Documentation/networking/ip-sysctl.rst of the kernel. */
const DECIDING_KEYS: readonly string[] = [
  'net.bridge.bridge-nf-*',
  'net.ipv4.ip_forward',
  'net.ipv4.conf.*.forwarding',
  'net.ipv4.conf.*.rp_filter',
  'net.ipv4.conf.*.accept_local',
  'net.ipv4.conf.*.route_localnet',
  'net.ipv4.conf.*.proxy_arp',
  'net.ipv6.conf.*.forwarding',
];

/** `net.ipv4.ip_forward = 1`; a list that begins with another branch is that of `sysctl -a`. */
function recognizeSysctls(text: string): readonly string[] | undefined {
  // /proc/sys/net/ipv4/ip_forward:1
  if (/^\/proc\/sys\/net\/\S+:/.test(text)) return ['grep', '-rH', '.', '/proc/sys/net'];
  const [, branch] =
    /^\s*(abi|crypto|debug|dev|fs|kernel|net|user|vm)\.[\w./-]+ = /.exec(text) ?? [];
  if (branch === undefined) return undefined;
  return branch === 'abi' ? ['sysctl', '-a'] : ['sysctl', branch];
}
