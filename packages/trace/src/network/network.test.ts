import { expect, test } from 'vitest';
import { readNetns } from '../testing/captures.ts';

test('the setting of an interface with a dot in its name, however it was captured', () => {
  const { netns } = readNetns('n', {
    ip_netconf: 'inet eth0.100 forwarding on rp_filter loose \n',
    sysctl: 'net.ipv4.conf.eth0/100.accept_local = 1\n',
  });
  const values = ['forwarding', 'rp_filter', 'accept_local'].map(
    (name) => netns.sysctl(`net.ipv4.conf.eth0/100.${name}`)?.value,
  );
  expect(values).toEqual(['1', '2', '1']);
});
