import { expect, test } from 'vitest';
import { deviceOf, readNodes } from '../testing/captures.ts';
import { eitherSetting, interfaceSetting, largerSetting, switchOf } from './sysctls.ts';

const ADDR = '2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 state UP\n';
const NETCONF = 'inet lo forwarding on rp_filter off proxy_neigh off \n';
const ONE = 'net.ipv4.conf.all.accept_local = 1\nnet.ipv4.conf.all.rp_filter = 2\n';

function eth0(files: Readonly<Record<string, string>>) {
  return deviceOf(readNodes({ n: { ip_addr: ADDR, ...files } }), 'n/host/eth0');
}

test.each([
  ['nothing was captured', {}, 'rp_filter', 'unknown'],
  ['a listing of all lacks it', { 'sysctl_-a': ONE }, 'rp_filter', 'off'],
  ['`ip netconf` lacks it', { ip_netconf: NETCONF }, 'rp_filter', 'off'],
  ['`ip netconf` never has it', { ip_netconf: NETCONF }, 'accept_local', 'unknown'],
  ['one key was asked for', { 'sysctl_net.ipv4.conf.all.rp_filter': ONE }, 'rp_filter', 'unknown'],
])('the setting of an interface where %s', (_where, files, name, expected) => {
  expect(switchOf(interfaceSetting(eth0(files), 4, name))).toBe(expected);
});

test('with the one of `all`: one that is on settles a switch, but not which is the larger', () => {
  const device = eth0({ 'sysctl_net.ipv4.conf.all.accept_local': ONE });
  expect(eitherSetting(device, 4, 'accept_local')?.value).toBe(1);
  expect(largerSetting(device, 4, 'rp_filter')).toBeUndefined();
  const whole = eth0({ 'sysctl_-a': `${ONE}net.ipv4.conf.eth0.rp_filter = 1\n` });
  expect(largerSetting(whole, 4, 'rp_filter')?.value).toBe(2);
});
