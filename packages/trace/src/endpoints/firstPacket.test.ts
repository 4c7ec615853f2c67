import { parseIp } from '@vethscope/model';
import { describe, expect, test } from 'vitest';
import { firstPacket } from './firstPacket.ts';

/** Lengths and DF as tcpdump shows them of Linux 6: connect(2), sendto(2) of 32 bytes, ping. */
describe('the packet that a program begins with', () => {
  test.each([
    ['tcp', '10.0.0.1', 'tcp', 60, undefined],
    ['tcp', 'fd00::1', 'tcp', 80, undefined],
    ['udp', '10.0.0.1', 'udp', 60, undefined],
    ['udp', 'fd00::1', 'udp', 80, undefined],
    ['icmp', '10.0.0.1', 'icmp', 84, { type: 8, code: 0 }],
    ['icmp', 'fd00::1', 'ipv6-icmp', 104, { type: 128, code: 0 }],
  ] as const)('%s to %s is %s of %d bytes', (proto, to, protocol, length, icmp) => {
    const destination = parseIp(to);
    if (destination === undefined) throw new Error(to);
    const packet = firstPacket({ proto }, destination, proto === 'icmp' ? undefined : 53);
    expect(packet).toMatchObject({ protocol, length, ttl: 64, dontFragment: true });
    expect(packet.icmp).toEqual(icmp);
    expect(packet.destinationPort).toBe(proto === 'icmp' ? undefined : 53);
    expect(packet.tcpFlags).toEqual(proto === 'tcp' ? ['SYN'] : undefined);
  });
});
