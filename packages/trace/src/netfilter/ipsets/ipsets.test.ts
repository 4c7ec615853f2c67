import { describe, expect, test } from 'vitest';
import { ruleAnswer } from '../testing/ruleAnswer.ts';

/** As `ipset list` of ipset 7.17 prints sets of every type, headers cut to what counts here. */
const SETS = `Name: ips
Type: hash:ip
Header: family inet hashsize 1024 maxelem 65536
Members:
10.1.0.5
10.0.0.9

Name: timed
Type: hash:ip
Header: family inet hashsize 1024 maxelem 65536 timeout 600
Members:
10.1.0.5 timeout 3

Name: masked
Type: hash:ip
Header: family inet hashsize 1024 maxelem 65536 netmask 24
Members:
10.1.0.0

Name: nets
Type: hash:net
Header: family inet hashsize 1024 maxelem 1048576
Members:
10.0.0.0/8
10.1.0.0/16 nomatch
10.1.0.4/31

Name: all
Type: hash:net
Header: family inet hashsize 1024 maxelem 1048576
Members:
0.0.0.0/1
128.0.0.0/1

Name: everything
Type: hash:net,net
Header: family inet hashsize 1024 maxelem 65536
Members:
0.0.0.0/0,10.0.0.0/24
10.1.0.0/24,0.0.0.0/0 nomatch

Name: services
Type: hash:ip,port
Header: family inet hashsize 1024 maxelem 65536
Members:
10.0.0.9,tcp:80
10.0.0.9,icmp:echo-request
10.0.0.10,udp:53

Name: triples
Type: hash:ip,port,ip
Header: family inet hashsize 1024 maxelem 65536
Members:
10.0.0.9,tcp:80,10.1.0.5

Name: portnets
Type: hash:ip,port,net
Header: family inet hashsize 1024 maxelem 65536
Members:
10.0.0.9,tcp:80,10.1.0.0/16
10.0.0.9,tcp:80,10.1.0.5/32 nomatch
10.0.0.9,udp:53,10.1.0.0/16

Name: netports
Type: hash:net,port
Header: family inet hashsize 1024 maxelem 65536
Members:
10.0.0.0/24,tcp:80
10.0.0.9/32,vrrp:0

Name: netportnets
Type: hash:net,port,net
Header: family inet hashsize 1024 maxelem 65536
Members:
10.1.0.0/16,tcp:80,10.0.0.0/24

Name: devices
Type: hash:net,iface
Header: family inet hashsize 1024 maxelem 65536
Members:
10.0.0.0/8,cali1
10.1.0.0/16,eth0

Name: marks
Type: hash:ip,mark
Header: family inet markmask 0x0000ff00 hashsize 1024 maxelem 65536
Members:
10.1.0.5,0x00001200

Name: macs
Type: hash:mac
Header: hashsize 1024 maxelem 65536
Members:
02:00:00:00:00:0A

Name: ports
Type: bitmap:port
Header: range 0-1023
Members:
53
80

Name: chosen
Type: bitmap:port
Header: range 40000-40010
Members:
40000

Name: bits
Type: bitmap:ip
Header: range 10.1.0.0-10.1.0.255
Members:
10.1.0.5

Name: lists
Type: list:set
Header: size 8
Members:
masked
services

Name: half
Type: list:set
Header: size 8
Members:
ips
lost

Name: six
Type: hash:net
Header: family inet6 hashsize 1024 maxelem 65536
Members:
fd01::/64
fd01::4/127 nomatch

Name: terse
Type: hash:net
Header: family inet hashsize 1024 maxelem 1048576
Number of entries: 2
`;

const TCP = 'tcp 10.1.0.5:4000 > 10.0.0.9:80';

function inSet(words: string, packet = TCP, mark = 0): string {
  return ruleAnswer({
    rule: `-m set ${words}`,
    packet,
    skb: { mark },
    outputs: { ipset_list: SETS },
  });
}

describe('one part', () => {
  test.each([
    ['--match-set ips src', 'yes'],
    ['! --match-set ips src', 'no'],
    ['--match-set ips dst', 'yes'],
    // How long a member has left when the packet comes is not known: it is there.
    ['--match-set timed src', 'yes'],
    ['--match-set masked src', 'yes'],
    ['--match-set masked dst', 'no'],
    // The longest prefix decides: 10.1.0.4/31, then `nomatch`, then 10.0.0.0/8.
    ['--match-set nets src', 'yes'],
    ['--match-set nets dst', 'yes'],
    ['--match-set all src', 'yes'],
    ['--match-set bits src', 'yes'],
    ['--match-set bits dst', 'no'],
    ['--match-set ports dst', 'yes'],
    ['--match-set ports src', 'no'],
  ])('%s: %s', (words, answer) => expect(inSet(words)).toBe(answer));

  test('an address that only a `nomatch` prefix has is not in there', () => {
    const other = 'tcp 10.1.0.6:4000 > 10.0.0.9:80';
    expect(inSet('--match-set nets src', other)).toBe('no');
    expect(inSet('! --match-set nets src', other)).toBe('yes');
    expect(inSet('--match-set nets src --return-nomatch', other)).toBe('yes');
    expect(inSet('--match-set nets src --return-nomatch')).toBe('no');
  });
});

describe('several parts, each of its own side', () => {
  test.each([
    ['--match-set services dst,dst', TCP, 'yes'],
    ['--match-set services src,dst', TCP, 'no'],
    ['--match-set services dst,src', TCP, 'no'],
    ['--match-set services dst,dst', 'udp 10.1.0.5:4000 > 10.0.0.9:80', 'no'],
    ['--match-set services dst,dst', 'icmp 10.1.0.5 > 10.0.0.9', 'yes'],
    ['--match-set triples dst,dst,src', TCP, 'yes'],
    ['--match-set triples dst,dst,dst', TCP, 'no'],
    ['--match-set portnets dst,dst,src', TCP, 'no'],
    ['--match-set portnets dst,dst,src', 'tcp 10.1.0.6:4000 > 10.0.0.9:80', 'yes'],
    ['--match-set netports dst,dst', TCP, 'yes'],
    ['--match-set netportnets src,dst,dst', TCP, 'yes'],
    ['--match-set netportnets dst,dst,src', TCP, 'no'],
    // Of the first net the longest counts first: its entry is `nomatch`.
    ['--match-set everything src,dst', TCP, 'no'],
    ['--match-set everything src,dst', 'tcp 10.2.0.5:4000 > 10.0.0.9:80', 'yes'],
    // Too few directions are in no set: ip_set_test().
    ['--match-set services dst', TCP, 'no'],
    ['! --match-set services dst', TCP, 'yes'],
  ])('%s of %s: %s', (words, packet, answer) => expect(inSet(words, packet)).toBe(answer));

  test('where the longest prefix is for other interfaces, no shorter one is asked', () => {
    expect(inSet('--match-set devices src,src')).toBe('no');
    expect(inSet('--match-set devices src,src', 'tcp 10.2.0.5:4000 > 10.0.0.9:80')).toBe('yes');
    expect(inSet('--match-set devices src,dst')).toBe('yes');
  });

  test('a port that the sender’s kernel chooses is none of services, but may be one above', () => {
    const rule = (words: string): string =>
      ruleAnswer({
        rule: `-m set ${words}`,
        packet: 'tcp 10.0.0.9 > 10.0.0.9:80',
        outputs: { ipset_list: SETS },
      });
    expect(rule('--match-set services src,src')).toBe('no');
    expect(rule('--match-set ports src')).toBe('no');
    expect(rule('--match-set chosen src')).toBe('the source port is not known');
  });

  test('marks count as far as the set masks them', () => {
    expect(inSet('--match-set marks src,src', TCP, 0x12ff)).toBe('yes');
    expect(inSet('--match-set marks src,src', TCP, 0x13ff)).toBe('no');
  });
});

describe('sets of sets, and of the other family', () => {
  test.each([
    ['--match-set lists src,src', 'yes'],
    ['--match-set lists dst,dst', 'yes'],
    ['--match-set half src', 'yes'],
    ['--match-set six src', 'no'],
    ['! --match-set six src', 'yes'],
  ])('%s: %s', (words, answer) => expect(inSet(words)).toBe(answer));

  test.each([
    ['tcp [fd01::6]:1 > [fd00::9]:80', 'yes'],
    ['tcp [fd01::5]:1 > [fd00::9]:80', 'no'],
    ['tcp [fd02::6]:1 > [fd00::9]:80', 'no'],
  ])('six src of %s: %s', (packet, answer) => {
    expect(inSet('--match-set six src', packet)).toBe(answer);
  });
});

describe('what the capture does not hold is unknown, behind a ! as well', () => {
  test.each([
    ['--match-set gone src', 'set gone was not captured'],
    ['! --match-set gone src', 'set gone was not captured'],
    ['--match-set terse src', 'the listing hides the members of set terse'],
    ['! --match-set terse src', 'the listing hides the members of set terse'],
    ['--match-set ips src --packets-gt 5', 'the counters of set ips decide: --packets-gt 5'],
  ])('%s: %s', (words, answer) => expect(inSet(words)).toBe(answer));

  test('a set of sets that lacks one is unknown unless another has it', () => {
    const other = 'tcp 10.1.0.6:4000 > 10.0.0.8:80';
    expect(inSet('--match-set half src', other)).toBe('set lost was not captured');
  });
});
