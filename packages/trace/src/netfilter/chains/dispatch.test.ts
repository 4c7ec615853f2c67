import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Step } from '../../step.ts';
import type { HookVerdict } from '../hook.ts';
import { sightOf } from '../sight.ts';
import { type Bench, bench, skb } from '../testing/bench.ts';
import { CompiledTable } from './compiledChain.ts';
import { CANDIDATES, type Choose, runBaseChain } from './walkChain.ts';

const ALL: Choose = (chain) => chain.places();

const ADDRESSES = ['10.96.0.1', '10.96.0.2', '10.0.0.9', '10.1.0.5'];
const address = fc.constantFrom(...ADDRESSES);
const port = fc.constantFrom(53, 80, 30080);
const not = fc.constantFrom('', '', '', '! ');
const DEVICES = ['cali1', 'cali2', 'eth0', 'cali+'];

/** What the index files rules by, and what it must not be misled by. */
const condition = fc.oneof(
  fc.tuple(not, address).map(([n, a]) => `${n}-d ${a}/32`),
  fc.tuple(not, address).map(([n, a]) => `${n}-s ${a}/32`),
  address.map((a) => `-d ${a}/31`),
  fc.tuple(not, fc.constantFrom(...DEVICES)).map(([n, d]) => `${n}-i ${d}`),
  fc.tuple(not, fc.constantFrom(...DEVICES)).map(([n, d]) => `${n}-o ${d}`),
  fc
    .tuple(fc.constantFrom('tcp', 'udp'), not, port)
    .map(([p, n, d]) => `-p ${p} -m ${p} ${n}--dport ${d}`),
  port.map((p) => `-p tcp -m multiport --dports ${p},443`),
  fc.constantFrom(
    '-m mark --mark 0x1/0x1',
    '-m mark ! --mark 0x1/0x1',
    '-p tcp -m tcp --dport 1:100',
  ),
);

const target = fc.constantFrom(
  ...['', '', '-j MARK --set-xmark 0x1/0x1', '-j MARK --set-xmark 0x0/0x1', '-j ACCEPT', '-j DROP'],
  ...['-j RETURN', '-j deep', '-g deep'],
);

const rule = fc
  .tuple(fc.array(condition, { minLength: 0, maxLength: 2 }), target)
  .filter(([conditions]) => new Set(conditions.map(optionOf)).size === conditions.length)
  .map(([conditions, t]) => `${[...conditions].sort(extensionsLast).join(' ')} ${t}`);

/** iptables-save writes `-m mark` behind `-p tcp`. */
function extensionsLast(a: string, b: string): number {
  return Number(a.startsWith('-m')) - Number(b.startsWith('-m'));
}

/** One rule cannot ask twice for the same: `-d`, `-p`. */
function optionOf(text: string): string {
  return text.replace('! ', '').slice(0, 2);
}

const packets = fc.tuple(
  fc.constantFrom('tcp', 'udp', 'icmp'),
  address,
  address,
  port,
  fc.constantFrom('cali1>eth0', 'eth0>cali2', 'cali2>cali1', '>eth0'),
);

test('the indexed walk is the plain walk', () => {
  fc.assert(
    fc.property(
      fc.array(rule, { minLength: 12, maxLength: 40 }),
      fc.array(
        rule.filter((text) => !text.includes('deep')),
        { minLength: 0, maxLength: 20 },
      ),
      fc.array(packets, { minLength: 4, maxLength: 4 }),
      (forward, deep, sent) => {
        const save = `*filter
:FORWARD ACCEPT [0:0]
:deep - [0:0]
${forward.map((text) => `-A FORWARD ${text}`).join('\n')}
${deep.map((text) => `-A deep ${text}`).join('\n')}
COMMIT
`;
        const on = bench({ 'iptables-save': save });
        for (const [protocol, from, to, dport, way] of sent) {
          const ports = protocol === 'icmp' ? ['', ''] : [':4000', `:${dport}`];
          const text = `${protocol} ${from}${ports[0]} > ${to}${ports[1]}`;
          expect(walk(on, way, text, CANDIDATES)).toEqual(walk(on, way, text, ALL));
        }
      },
    ),
    { numRuns: 300, seed: 1 },
  );
});

interface Walked {
  readonly verdict: HookVerdict;
  readonly steps: readonly Step[];
  readonly mark: number;
}

function walk(on: Bench, way: string, text: string, choose: Choose): Walked {
  const [table] = on.netns.facts.iptables;
  if (!table) throw new Error('no table');
  const sent = skb(on.netns, way, text);
  const sight = sightOf(on.walk, on.netns, 'FORWARD', sent);
  const verdict = runBaseChain(sight, new CompiledTable(table), choose);
  return { verdict, steps: on.steps(), mark: sent.mark };
}

test.each([
  ['tcp 10.1.0.5:4000 > 10.96.0.7:80', [7, 20]],
  ['tcp 10.1.0.5:4000 > 10.96.0.8:80', [8, 20]],
  ['tcp 10.1.0.5:4000 > 10.97.0.1:80', [20]],
])('of a chain of services only those are asked that can hold: %s', (text, numbers) => {
  const services = Array.from({ length: 19 }, (_, i) => `-A FORWARD -d 10.96.0.${i + 1}/32 -j LOG`);
  const save = `*filter\n:FORWARD ACCEPT [0:0]\n${services.join('\n')}\n-A FORWARD -j LOG\nCOMMIT\n`;
  const on = bench({ 'iptables-save': save });
  const [table] = on.netns.facts.iptables;
  const chain = table && new CompiledTable(table).chain('FORWARD');
  const sight = sightOf(on.walk, on.netns, 'FORWARD', skb(on.netns, 'cali1>eth0', text));
  const places = [...(chain?.candidates(sight) ?? [])];
  expect(places.map((place) => place + 1)).toEqual(numbers);
});
