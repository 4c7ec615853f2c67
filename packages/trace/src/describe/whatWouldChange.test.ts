import { netnsId } from '@vethscope/model';
import { describe, expect, test } from 'vitest';
import type { Step } from '../step.ts';
import { ip, prefix } from '../testing/addresses.ts';
import { rule } from '../testing/handMade.ts';
import { packet } from '../testing/packets.ts';
import type { Reply } from '../trace.ts';
import { whatWouldChange } from './whatWouldChange.ts';

const none = { evidence: [] } as const;

describe('what would have to be otherwise', () => {
  /** The step decides, after the destination was translated to 10.85.0.5:8053. */
  function decidedBy(step: Step): Reply {
    const nat: Step = {
      kind: 'nat',
      manip: 'destination',
      from: { address: ip('10.96.0.10'), port: 53 },
      to: { address: ip('10.85.0.5'), port: 8053 },
      by: 'rule',
      ...none,
    };
    return {
      packet: packet('tcp 10.85.0.4 > 10.96.0.10:53'),
      disposition: 'dropped',
      because: '',
      hops: [{ node: 'node1', netns: netnsId('node1', 'host'), steps: [nat, step] }],
      decidedBy: { hop: 0, step: 1 },
    };
  }

  test.each<readonly [string, Step, string | undefined]>([
    [
      'a rule that drops',
      rule('filter cali-tw-1 3', 'drop', '-j DROP'),
      'a rule before rule 3 of cali-tw-1 (filter) of netns/node1/host that accepts tcp port 8053 from 10.85.0.4 to 10.85.0.5, or a policy that adds one',
    ],
    [
      'a service without endpoints',
      rule(
        'filter KUBE-SERVICES 1',
        'reject',
        '-d 10.96.0.99/32 -m comment --comment "default/nobody:http has no endpoints" -j REJECT',
      ),
      'a ready pod behind service default/nobody:http',
    ],
    ['a rule that accepts', rule('filter FORWARD 1', 'accept', '-j ACCEPT'), undefined],
    [
      'a policy',
      { kind: 'policy', family: 4, table: 'filter', chain: 'FORWARD', verdict: 'drop', ...none },
      'a rule in FORWARD (filter) of netns/node1/host that accepts tcp port 8053 from 10.85.0.4 to 10.85.0.5, or the policy ACCEPT',
    ],
    [
      'no route',
      { kind: 'route', destination: ip('9.9.9.9'), result: 'noRoute', ...none },
      'a route of netns/node1/host to 9.9.9.9',
    ],
    [
      'a blackhole',
      {
        kind: 'route',
        destination: ip('192.168.2.9'),
        result: 'blackhole',
        prefix: prefix('192.168.2.0/26'),
        ...none,
      },
      'a route of netns/node1/host to 192.168.2.9 that is more specific than blackhole 192.168.2.0/26',
    ],
    [
      'forwarding',
      { kind: 'forwarding', verdict: 'drop', reason: 'net.ipv4.ip_forward is 0', ...none },
      'net.ipv4.ip_forward = 1 in netns/node1/host',
    ],
    [
      'nobody answers',
      { kind: 'neighbor', address: ip('10.0.0.9'), device: 'eth0', how: 'unanswered', ...none },
      'something on eth0 of netns/node1/host that answers for 10.0.0.9',
    ],
    [
      'nobody listens',
      {
        kind: 'socket',
        protocol: 'tcp',
        address: ip('10.85.0.5'),
        port: 8053,
        listening: 'no',
        ...none,
      },
      'a tcp server on 10.85.0.5:8053 of netns/node1/host',
    ],
    [
      'it listens',
      {
        kind: 'socket',
        protocol: 'tcp',
        address: ip('10.85.0.5'),
        port: 8053,
        listening: 'yes',
        ...none,
      },
      undefined,
    ],
    [
      'an answer from elsewhere',
      {
        kind: 'socket',
        protocol: 'tcp',
        address: ip('10.85.0.5'),
        port: 53,
        listening: 'unknown',
        expected: false,
        ...none,
      },
      'an answer that comes from the address that was asked, not from 10.85.0.5:53',
    ],
  ])('%s', (_, step, line) => {
    expect(whatWouldChange(decidedBy(step))).toBe(line);
  });

  test('the TTL, where it was used up', () => {
    const step: Step = { kind: 'forwarding', verdict: 'drop', reason: 'used up', ...none };
    const way = decidedBy(step);
    expect(whatWouldChange({ ...way, packet: { ...way.packet, ttl: 1 } })).toBe(
      'a greater TTL than it was sent with',
    );
  });

  test('nothing where no step decided', () => {
    const { decidedBy: _, ...way } = decidedBy(rule('filter A 1', 'drop', '-j DROP'));
    expect(whatWouldChange(way)).toBeUndefined();
  });
});
