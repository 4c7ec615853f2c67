import { expect, test } from 'vitest';
import { nodeNetwork } from '../testing/examples.ts';

test('the setting of an interface with a dot in its name, however it was captured', () => {
  const { namespaces } = nodeNetwork('n', {
    ip_netconf: 'inet eth0.100 forwarding on rp_filter loose \n',
    sysctl: 'net.ipv4.conf.eth0/100.accept_local = 1\n',
  });
  const [netns] = namespaces.values();
  const values = ['forwarding', 'rp_filter', 'accept_local'].map(
    (name) => netns?.sysctl(`net.ipv4.conf.eth0/100.${name}`)?.value,
  );
  expect(values).toEqual(['1', '2', '1']);
});
