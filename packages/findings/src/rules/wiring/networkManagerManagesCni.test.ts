import { exampleNetwork, readNodes } from '@vethscope/trace/testing';
import { expect, test } from 'vitest';
import { findingsOf } from '../../testing/findingsOf.ts';
import { networkManagerManagesCni } from './networkManagerManagesCni.ts';

const LINKS = `1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN mode DEFAULT group default qlen 1000
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00 promiscuity 0
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP mode DEFAULT group default qlen 1000
    link/ether 02:00:00:00:00:02 brd ff:ff:ff:ff:ff:ff promiscuity 0
7: vxlan.calico: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UNKNOWN mode DEFAULT group default
    link/ether 66:00:00:00:00:07 brd ff:ff:ff:ff:ff:ff promiscuity 0
    vxlan id 4096 local 10.0.0.11 dev eth0 srcport 0 0 dstport 4789 nolearning ttl auto ageing 300
8: cali9d04617f188@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UP mode DEFAULT group default
    link/ether ee:ee:ee:ee:ee:ee brd ff:ff:ff:ff:ff:ff link-netns a promiscuity 0
    veth
9: tunl0@NONE: <NOARP> mtu 1480 qdisc noop state DOWN mode DEFAULT group default qlen 1000
    link/ipip 0.0.0.0 brd 0.0.0.0 promiscuity 0
    ipip any remote any local any ttl inherit nopmtudisc
`;
const whole = (...lines: readonly string[]) => ({
  'NetworkManager_--print-config': `[main]\nplugins=keyfile\n${lines.join('\n')}\n`,
});
const file = (specs: string) => ({ 'k8s.conf': `[keyfile]\nunmanaged-devices=${specs}\n` });
const keyfile = (specs: string) => whole('[keyfile]', `unmanaged-devices=${specs}`);
const found = (conf: Readonly<Record<string, string>>, links = LINKS) =>
  findingsOf(networkManagerManagesCni, readNodes({ worker1: { 'ip_-d_link': links, ...conf } }));

test('nothing is excluded in the whole configuration', () => {
  expect(found(whole())).toMatchObject([
    {
      severity: 'warning',
      title: 'NetworkManager is not told to leave alone: vxlan.calico, 1 cali* veth',
      subjects: ['if/worker1/host/vxlan.calico', 'if/worker1/host/cali9d04617f188'],
      evidence: [
        { file: 'NetworkManager_--print-config', line: 1, endLine: 3 },
        { file: 'ip_-d_link', line: 5, endLine: 7 },
        { file: 'ip_-d_link', line: 8, endLine: 10 },
      ],
    },
  ]);
});

test.each([
  ['veths alone', keyfile('interface-name:vxlan.calico'), 'info', '1 cali* veth'],
  ['a tunnel', keyfile('interface-name:cali*;interface-name:tunl*'), 'warning', 'vxlan.calico'],
  // As Ubuntu comes: all but Wi-Fi and modems are left alone; here somebody takes VXLAN out of that.
  ['an exception', keyfile('*,except:type:wifi,except:type:vxlan'), 'warning', 'vxlan.calico'],
  [
    'a literal star',
    keyfile('interface-name:vxlan.calico;interface-name:=cali*'),
    'info',
    '1 cali* veth',
  ],
  ['a file that is meant to name them', file('interface-name:cali*'), 'info', 'vxlan.calico'],
])('what is not named: %s', (_, conf, severity, names) => {
  expect(found(conf)).toMatchObject([
    { severity, title: `NetworkManager is not told to leave alone: ${names}` },
  ]);
});

test.each([
  ['all are named', keyfile('interface-name:cali*;interface-name:vxlan.calico')],
  ['by their beginnings', keyfile('interface-name:~*cali*')],
  [
    'all but Wi-Fi is, as on Ubuntu',
    keyfile('*,except:type:wifi,except:type:gsm,except:type:cdma'),
  ],
  ['so it is by exceptions alone', keyfile('except:interface-name:eth*')],
  ['by drivers', keyfile('driver:veth,driver:vx*')],
  ['by a type that is one of several names of it', keyfile('type:ethernet,type:vxlan')],
  ['by address', keyfile('mac:66:00:00:00:00:07,interface-name:cali9d04617f18?')],
  [
    'by a section of devices',
    whole('[device-calico]', 'match-device=interface-name:*cali*', 'managed=0'),
  ],
  ['one file is silent on them: another may not be', file('interface-name:docker0')],
  ['the configuration was not captured', {}],
])('says nothing where %s', (_, conf) => {
  expect(found(conf)).toEqual([]);
});

test('says nothing on a node without Calico, whose tunl0 the kernel has made', () => {
  expect(
    found(
      whole(),
      LINKS.replace('cali9d04617f188', 'veth9d04617f').replaceAll('vxlan.calico', 'flannel.1'),
    ),
  ).toEqual([]);
});

test.each([
  [['calico-single-node.md']],
  [['calico-two-nodes/control.tar.gz', 'calico-two-nodes/worker.tar.gz']],
  [['dual-stack-bridge']],
])('nothing on %s', async (paths) => {
  expect(findingsOf(networkManagerManagesCni, await exampleNetwork(...paths))).toEqual([]);
});
