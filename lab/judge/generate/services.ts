import { serviceAddress } from './addressPlan.ts';
import type { Dice } from './dice.ts';
import type { RulesetContext } from './rules.ts';

/**
 * Services as kube-proxy has them: chosen by address and port, endpoints by chance, masqueraded by
 * mark. The last has no endpoint. And a port of the node's own.
 */
export function serviceRules(
  dice: Dice,
  { stack, endpoints }: RulesetContext,
): { readonly declared: readonly string[]; readonly rules: readonly string[] } | undefined {
  if (endpoints.length === 0) return undefined;
  const services = [1, 2].map((number) => ({
    ...{ number, protocol: dice.pick(['tcp', 'udp']), port: dice.pick([80, 53, 443]) },
    endpoints: dice.some(endpoints, 1 + dice.number(2)),
  }));
  const to = (address: string, port: number): string =>
    stack === 'v4' ? `${address}:${port}` : `[${address}]:${port}`;
  const names = services.flatMap(({ number, endpoints: own }) => [
    `SVC-${number}`,
    ...own.map((_, e) => `SEP-${number}-${e}`),
  ]);
  return {
    declared: ['SERVICES', 'NODEPORTS', 'MARK-MASQ', 'MASQ', ...names].map(
      (name) => `:${name} - [0:0]`,
    ),
    rules: [
      '-A PREROUTING -m comment --comment "service portals" -j SERVICES',
      '-A OUTPUT -m comment --comment "service portals" -j SERVICES',
      '-A POSTROUTING -j MASQ',
      '-A MARK-MASQ -j MARK --set-xmark 0x4000/0x4000',
      '-A MASQ -m mark ! --mark 0x4000/0x4000 -j RETURN',
      '-A MASQ -j MARK --set-xmark 0x4000/0x0',
      '-A MASQ -j MASQUERADE',
      ...services.flatMap(({ number, protocol, port, endpoints: own }) => [
        `-A SERVICES -d ${serviceAddress(number)[stack]} -p ${protocol} -m ${protocol} --dport ${port} -j SVC-${number}`,
        ...(dice.chance(40)
          ? [
              `-A NODEPORTS -p ${protocol} -m ${protocol} --dport ${30000 + number} -j SVC-${number}`,
            ]
          : []),
        ...(dice.chance(50) ? [`-A SVC-${number} ! -s ${own[0]} -j MARK-MASQ`] : []),
        ...own.map((_, e) => {
          const left = own.length - e;
          const draw =
            left > 1 ? `-m statistic --mode random --probability ${(1 / left).toFixed(11)} ` : '';
          return `-A SVC-${number} ${draw}-j SEP-${number}-${e}`;
        }),
        ...own.flatMap((address, e) => [
          `-A SEP-${number}-${e} -s ${address} -j MARK-MASQ`,
          `-A SEP-${number}-${e} -p ${protocol} -m ${protocol} -j DNAT --to-destination ${to(address, dice.pick([80, 53, 8080]))}`,
        ]),
      ]),
      '-A SERVICES -m addrtype --dst-type LOCAL -j NODEPORTS',
    ],
  };
}
