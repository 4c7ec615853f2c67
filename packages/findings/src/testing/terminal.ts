/**
 * Outputs as a terminal shows them, for tests: the links of a node and of its namespaces, short. What a
 * test is about, its routes and its settings, stands in the test itself.
 */

/** `lo`, and the links that are given: `veth('12: cali9d04617f188', 'eth0@2 of blue')`. */
export function links(...others: readonly string[]): string {
  return [
    '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000',
    '    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00',
    '    inet 127.0.0.1/8 scope host lo',
    ...others,
    '',
  ].join('\n');
}

/** `nic('2: eth0', '10.0.0.11/24')` */
export function nic(head: string, ...addresses: readonly string[]): string {
  return [
    `${head}: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP group default qlen 1000`,
    `    link/ether 02:00:00:00:00:0${head[0]} brd ff:ff:ff:ff:ff:ff`,
    ...addressLines(addresses),
  ].join('\n');
}

/** One end of a veth: `veth('12: cali9d04617f188', 2, 'blue')` leads to ifindex 2 in the namespace. */
export function veth(
  head: string,
  peer: number,
  netns: string,
  ...addresses: readonly string[]
): string {
  return [
    `${head}@if${peer}: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UP group default qlen 1000`,
    `    link/ether ee:ee:ee:ee:ee:ee brd ff:ff:ff:ff:ff:ff link-netns ${netns}`,
    '    veth',
    ...addressLines(addresses),
  ].join('\n');
}

/** `vxlan('7: vxlan.calico', 'id 4096 local 10.0.0.11 dev eth1 nolearning', '66:00:00:00:00:0b')` */
export function vxlan(
  head: string,
  details: string,
  mac: string,
  ...addresses: readonly string[]
): string {
  return [
    `${head}: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UNKNOWN group default qlen 1000`,
    `    link/ether ${mac} brd ff:ff:ff:ff:ff:ff promiscuity 0`,
    `    vxlan ${details}`,
    ...addressLines(addresses),
  ].join('\n');
}

function addressLines(addresses: readonly string[]): readonly string[] {
  return addresses.map((address) =>
    address.includes(':')
      ? `    inet6 ${address} scope global`
      : `    inet ${address} scope global`,
  );
}
