import { describe, expect, test } from 'vitest';
import { pathCommand } from './pathCommand.ts';

const BLUE = new Set(['blue', 'my_ns', '21d70161-a16f-4d54-be99-e88c83e06a79']);

/** `blue: ip -d link show`; `host` where no namespace is named. */
function named(path: string, known: ReadonlySet<string> = BLUE): string | undefined {
  const { command, netns, node } = pathCommand(path, known);
  const where = `${node === undefined ? '' : `${node}/`}${netns ?? 'host'}`;
  return command && `${where}: ${command.argv.join(' ')}`;
}

describe('names that spell their command', () => {
  test.each([
    ['ip_-d_link_show', 'host: ip -d link show'],
    ['ip -d link show.txt', 'host: ip -d link show'],
    ['ip-d-link.txt', 'host: ip -d link'],
    ['ip-addr.txt', 'host: ip addr'],
    ['ip.addr.show.log', 'host: ip addr show'],
    ['01_ip_addr.txt', 'host: ip addr'],
    ['ip_addr.json', 'host: ip -j addr'],
    ['iptables-save.txt', 'host: iptables-save'],
    ['iptables-save_-c', 'host: iptables-save -c'],
    ['iptables_-t_nat_-nvL', 'host: iptables -t nat -nvL'],
    ['ip6tables-legacy-save', 'host: ip6tables-legacy-save'],
    ['kubectl_get_pods_-A_-o_wide', 'host: kubectl get pods -A -o wide'],
    ['kubectl_get_pods_-A.json', 'host: kubectl get pods -A -o json'],
    ['crictl_pods', 'host: crictl pods'],
    ['ip_netns_exec_green_ip_addr_show', 'green: ip addr show'],
    // The name itself has a blank's sign in it: only the capture's own list tells.
    ['ip_netns_exec_my_ns_ip_addr_show', 'my_ns: ip addr show'],
    ['ip_addr_blue.txt', 'blue: ip addr'],
    ['blue/ip_route', 'blue: ip route'],
    ['netns/green/ip_route', 'green: ip route'],
    ['ns/green/iptables-save', 'green: iptables-save'],
    [
      '21d70161-a16f-4d54-be99-e88c83e06a79/ip-route.txt',
      '21d70161-a16f-4d54-be99-e88c83e06a79: ip route',
    ],
  ])('%s', (path, expected) => expect(named(path)).toBe(expected));
});

describe('archives that other tools make', () => {
  test.each([
    ['diagnostics/ipv4_route', 'host: ip -4 route'],
    ['diagnostics/ipv4_tables', 'host: iptables-save -c'],
    ['calico-diagnostics-1/nodes/node1/ip-route.txt', 'node1/host: ip route'],
    ['calico-diagnostics-1/nodes/node1/iptables-nft-save.txt', 'node1/host: iptables-nft-save -c'],
    ['calico-diagnostics-1/nodes/node1/ip-link.txt', 'node1/host: ip link'],
    ['sosreport-n/sos_commands/networking/ip_-s_-d_link', 'host: ip -s -d link'],
    ['sosreport-n/sos_commands/networking/ip_-d_address', 'host: ip -d address'],
    [
      'sosreport-n/sos_commands/networking/ip_route_show_table_all',
      'host: ip route show table all',
    ],
    ['sosreport-n/sos_commands/networking/ip_-4_rule_list', 'host: ip -4 rule list'],
    ['sosreport-n/sos_commands/networking/ip_-s_-s_neigh_show', 'host: ip -s -s neigh show'],
    ['sosreport-n/sos_commands/networking/ip_netns', 'host: ip netns'],
    [
      'sosreport-n/sos_commands/networking/bridge_-s_-s_-d_-t_fdb_show',
      'host: bridge -s -s -d -t fdb show',
    ],
    [
      'sosreport-n/sos_commands/networking/namespaces/green/ip_netns_exec_green_ip_-d_address_show',
      'green: ip -d address show',
    ],
    [
      'sosreport-n/sos_commands/networking/ip_netns_exec_green_ip_route_show_table_all',
      'green: ip route show table all',
    ],
    ['sosreport-n/sos_commands/firewall_tables/iptables_-t_nat_-nvL', 'host: iptables -t nat -nvL'],
    ['sosreport-n/sos_commands/firewall_tables/iptables_-vnxL', 'host: iptables -vnxL'],
    ['sosreport-n/sos_commands/crio/crictl_ps_-a', 'host: crictl ps -a'],
    ['n1-2024-06-04/networking/ipaddrshow', 'host: ip addr show'],
    ['n1-2024-06-04/networking/ip6tablessave', 'host: ip6tables-save'],
    ['n1-2024-06-04/k3s/crictl/psa', 'host: crictl ps -a'],
    ['collect/ip_4_route.json', 'host: ip -j -4 route'],
    ['collect/ip_link.json', 'host: ip -j link'],
    ['collect/ip_netns_cni-1/ip_link.json', 'cni-1: ip -j link'],
    ['networking/iproute.txt', 'host: ip route show'],
    ['networking/iptables-save.txt', 'host: iptables-save'],
    ['bugtool/cmd/iptables-save--c.md', 'host: iptables-save -c'],
    ['bugtool/cmd/ip--d--s-l.md', 'host: ip -d -s l'],
  ])('%s', (path, expected) => expect(named(path)).toBe(expected));
});

test.each([
  'README',
  'ip',
  'notes.md',
  'node1.txt',
  'iptables',
  'x/ipam.json',
  'ip_of_the_node.txt',
])('should not see a command in %s', (path) => expect(named(path)).toBeUndefined());

test('a namespace whose name is a part of a word is not taken for the place', () => {
  const known = new Set(['a', 'add', 'link']);
  expect(pathCommand('ip_-d_addr_show.txt', known)).toEqual({
    command: { argv: ['ip', '-d', 'addr', 'show'] },
  });
});
