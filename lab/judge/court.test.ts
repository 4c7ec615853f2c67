import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInLab } from '../describeInLab.ts';
import type { Machine } from '../machine.ts';
import { startMachine } from '../machine.ts';
import { ip, run, sysctl } from '../run.ts';
import { withoutAddressDetection } from '../underlay.ts';
import type { Court } from './court.ts';
import { openCourt } from './court.ts';
import type { Probe } from './probe.ts';
import { showWalk } from './showWalk.ts';

const RULES = `*nat
:PREROUTING ACCEPT
:POSTROUTING ACCEPT
-N SVC
-N SVC-WEB
-A PREROUTING -j SVC
-A SVC -p tcp -m tcp --dport 81 -g SVC-WEB
-A SVC -p udp -m comment --comment "as in # handle 9 (verdict drop)" -j RETURN
-A SVC-WEB -j MARK --set-xmark 0x4000/0x4000
-A SVC-WEB -p tcp -j DNAT --to-destination 10.9.2.2:80
COMMIT
*filter
-A FORWARD -d 10.9.2.2/32 -p udp -m udp --dport 53 -j REJECT
-A FORWARD -d 10.9.2.2/32 -p udp -m udp --dport 54 -j DROP
-A FORWARD -m mark --mark 0x4000/0x4000
-A FORWARD -m conntrack --ctstate ESTABLISHED -j ACCEPT
COMMIT
`;

describeInLab('what the kernel tells of a probe', () => {
  let machine: Machine;
  let court: Court;

  beforeAll(async () => {
    machine = await startMachine('router');
    await sysctl(machine, { 'net/ipv4/ip_forward': 1, 'net/ipv6/conf/all/forwarding': 1 });
    await withoutAddressDetection(machine);
    for (const [netns, n] of [['left', 1] as const, ['right', 2] as const]) {
      await ip(machine, [`netns add ${netns}`]);
      await withoutAddressDetection(machine, netns);
      await ip(machine, [
        `link add to-${netns} type veth peer name eth0 netns ${netns}`,
        `address add 10.9.${n}.1/24 dev to-${netns}`,
        `address add fd00:${n}::1/64 dev to-${netns}`,
        `link set to-${netns} up`,
      ]);
      await ip(
        machine,
        [
          `address add 10.9.${n}.2/24 dev eth0`,
          `address add fd00:${n}::2/64 dev eth0`,
          'link set lo up',
          'link set eth0 up',
          `route add default via 10.9.${n}.1`,
          `route add default via fd00:${n}::1`,
        ],
        netns,
      );
    }
    await run(machine, ['iptables-nft-restore'], { input: RULES });
    const places = [{ machine }, { machine, netns: 'left' }, { machine, netns: 'right' }];
    court = await openCourt(places, [53, 54, 80, 81, 82]);
    await court.serve('router/right', ['10.9.2.2', 'fd00:2::2'], [80]);
    await court.watch();
  });
  afterAll(async () => {
    await court?.stop();
    await machine?.stop();
  });

  const cases: readonly (Omit<Probe, 'from'> & {
    readonly sight: string;
    readonly request: readonly string[];
    readonly reply: readonly string[];
  })[] = [
    {
      ...{ proto: 'tcp', address: '10.9.1.1', dport: 81, sight: 'answered' },
      request: [
        'nat PREROUTING 1 jump SVC',
        'nat SVC 1 goto SVC-WEB',
        'nat SVC-WEB 1 continue',
        'nat SVC-WEB 2 accept',
        'filter FORWARD 3 continue',
        'filter FORWARD policy accept',
        'nat POSTROUTING policy accept',
      ],
      reply: ['filter FORWARD 4 accept'],
    },
    {
      ...{ proto: 'tcp', address: '10.9.2.2', dport: 82, sight: 'refused' },
      request: [
        'nat PREROUTING 1 jump SVC',
        'nat PREROUTING policy accept',
        'filter FORWARD policy accept',
        'nat POSTROUTING policy accept',
      ],
      reply: ['filter FORWARD 4 accept'],
    },
    {
      ...{ proto: 'udp', address: '10.9.2.2', dport: 80, sight: 'answered' },
      request: [
        'nat PREROUTING 1 jump SVC',
        'nat SVC 2 return',
        'nat PREROUTING policy accept',
        'filter FORWARD policy accept',
        'nat POSTROUTING policy accept',
      ],
      reply: ['filter FORWARD 4 accept'],
    },
    {
      ...{ proto: 'udp', address: '10.9.2.2', dport: 53, sight: 'refused' },
      request: [
        'nat PREROUTING 1 jump SVC',
        'nat SVC 2 return',
        'nat PREROUTING policy accept',
        'filter FORWARD 1 drop',
      ],
      reply: [],
    },
    {
      ...{ proto: 'udp', address: '10.9.2.2', dport: 54, sight: 'silent' },
      request: [
        'nat PREROUTING 1 jump SVC',
        'nat SVC 2 return',
        'nat PREROUTING policy accept',
        'filter FORWARD 2 drop',
      ],
      reply: [],
    },
    {
      ...{ proto: 'icmp', address: '10.9.2.2', dport: 0, sight: 'answered' },
      request: [
        'nat PREROUTING 1 jump SVC',
        'nat PREROUTING policy accept',
        'filter FORWARD policy accept',
        'nat POSTROUTING policy accept',
      ],
      reply: ['filter FORWARD 4 accept'],
    },
    // No rules, no chains: only where it arrives tells that it did.
    {
      ...{ proto: 'icmp', address: 'fd00:2::2', dport: 0, sight: 'answered' },
      request: [],
      reply: [],
    },
    {
      ...{ proto: 'udp', address: 'fd00:2::2', dport: 80, sight: 'answered' },
      request: [],
      reply: [],
    },
    {
      ...{ proto: 'tcp', address: 'fd00:2::2', dport: 81, sight: 'refused' },
      request: [],
      reply: [],
    },
  ];

  it.each(cases)('$proto to $address port $dport: $sight', async (probe) => {
    const { proto, address, dport } = probe;
    const [answer] = await court.ask([{ from: 'router/left', proto, address, dport }]);
    expect(answer?.sight).toEqual({ kind: probe.sight });
    expect(showWalk(answer?.request.get('router/host'))).toEqual(probe.request);
    expect(showWalk(answer?.reply.get('router/host'))).toEqual(probe.reply);
  });

  it('many at once, each with its own', async () => {
    const answers = await court.ask(cases.map((probe) => ({ from: 'router/left', ...probe })));
    const told = answers.map(({ sight, request }) => [
      sight.kind,
      showWalk(request.get('router/host')),
    ]);
    expect(told).toEqual(cases.map(({ sight, request }) => [sight, request]));
  });

  it('what a server saw: who asked', async () => {
    const [answer] = await court.ask([
      { from: 'router/left', proto: 'udp', address: '10.9.2.2', dport: 80 },
    ]);
    expect(answer?.sightings).toMatchObject([
      { place: 'router/right', at: { port: 80 }, from: { address: '10.9.1.2' } },
    ]);
  });

  it('an error of the sender’s own kernel', async () => {
    await ip(machine, ['route add prohibit 10.9.7.0/24'], 'left');
    const [answer] = await court.ask([
      { from: 'router/left', proto: 'tcp', address: '10.9.7.1', dport: 80 },
    ]);
    expect(answer?.sight).toEqual({ kind: 'error', code: 'EACCES' });
  });
});
