import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { invocationsOf } from './invocations.ts';

/** `blue: ip addr`, with what is not the usual behind it. */
function inWords(commandLine: string): readonly string[] {
  return invocationsOf(commandLine).map(({ argv, place, shown }) => {
    const where =
      place.kind === 'netns' ? place.name : place.kind === 'elsewhere' ? place.inWords : '*';
    const part =
      shown.kind === 'all' ? '' : shown.kind === 'part' ? ` (${shown.filter})` : ` (${shown.kind})`;
    return `${where}: ${argv.join(' ')}${part}`;
  });
}

describe('what stands in front of a command says where it ran', () => {
  test.each([
    ['ip addr', 'host: ip addr'],
    ['/usr/sbin/ip addr', 'host: ip addr'],
    ['sudo ip addr', 'host: ip addr'],
    ['sudo -u root -E ip addr', 'host: ip addr'],
    ['LANG=C sudo -n ip -d addr', 'host: ip -d addr'],
    ['env LC_ALL=C ip addr', 'host: ip addr'],
    ['time ip addr', 'host: ip addr'],
    ['timeout 5 ip addr', 'host: ip addr'],
    ['watch -n 1 ip neigh', 'host: ip neigh'],
    ['watch kubectl get pods -n calico-system', 'host: kubectl get pods -n calico-system'],
    ['KUBECONFIG=/etc/kubernetes/admin.conf kubectl get pods', 'host: kubectl get pods'],
    ['ip netns exec blue ip -d link show', 'blue: ip -d link show'],
    ['sudo ip netns exec blue sudo iptables-save -c', 'blue: iptables-save -c'],
    ['ip net e blue ip a', 'blue: ip a'],
    ['ip -n blue addr', 'blue: ip addr'],
    ['ip -d -netns blue link', 'blue: ip -d link'],
    ['ip -net /run/netns/blue link', 'blue: ip link'],
    ['bridge -n blue fdb show', 'blue: bridge fdb show'],
    ['nsenter --net=/run/netns/blue ip addr', 'blue: ip addr'],
    ['nsenter --net=/var/run/netns/blue -- ip addr', 'blue: ip addr'],
    ['nsenter -n/run/netns/blue ip addr', 'blue: ip addr'],
    ['nsenter -t 4711 -n ip addr', 'pid-4711: ip addr'],
    ['sudo nsenter --target 4711 --net ip addr', 'pid-4711: ip addr'],
    ['nsenter -t4711 -nm -- ip addr', 'pid-4711: ip addr'],
    ['nsenter --net=/proc/4711/ns/net ip addr', 'pid-4711: ip addr'],
    // Process 1 lives in the host's namespace; other namespaces than net do not matter.
    ['nsenter -t 1 -m -u -n -i ip addr', 'host: ip addr'],
    ['nsenter -t 4711 -m ip addr', 'host: ip addr'],
    ['chroot /host ip addr', 'host: ip addr'],
    ["bash -c 'ip -d addr'", 'host: ip -d addr'],
    ['ip -all netns exec ip addr', '*: ip addr'],
    ['ssh root@node2 ip addr', 'on another machine (root@node2): ip addr'],
    ['kubectl exec web -- ip addr', 'inside a pod (web): ip addr'],
    ['docker exec web ip addr', 'inside a container (web): ip addr'],
    // A namespace that is called like the node's own must not be taken for it.
    ['ip netns exec host ip addr', 'netns-host: ip addr'],
    // -4 and -n alone are not the same: this -n belongs to iptables.
    ['iptables -n -L', 'host: iptables -n -L'],
    ['ip -4 -o addr', 'host: ip -4 -o addr'],
  ])('%s', (commandLine, expected) => expect(inWords(commandLine)).toEqual([expected]));
});

describe('what stands behind it says how much was shown', () => {
  test.each([
    ['ip route | less', 'host: ip route'],
    ['ip route 2>/dev/null', 'host: ip route'],
    ['ip route 2>&1 | tee /tmp/routes', 'host: ip route'],
    ['kubectl get pods -o json | jq .', 'host: kubectl get pods -o json'],
    ['ip route | grep cali', 'host: ip route (| grep cali)'],
    ['ip route | tee x | head -3', 'host: ip route (| head -3)'],
    ["ip route | grep 'a | b'", 'host: ip route (| grep a | b)'],
    ['ip route > /tmp/routes', 'host: ip route (nothing)'],
    ['ip route >> /tmp/routes 2>&1', 'host: ip route (nothing)'],
    ['cat > /etc/x.conf <<EOF', 'host: cat > /etc/x.conf (here-document)'],
    ["cat <<'EOF' > /etc/x.conf", 'host: cat > /etc/x.conf (here-document)'],
    ['cat <<EOF | sudo tee /etc/x.conf', 'host: cat > /etc/x.conf (here-document)'],
    ['sudo tee /etc/x.conf <<EOF >/dev/null', 'host: cat > /etc/x.conf (here-document)'],
  ])('%s', (commandLine, expected) => expect(inWords(commandLine)).toEqual([expected]));
});

test('joined commands are several', () => {
  expect(inWords('cd /tmp && ip -n blue a; ip r || true')).toEqual([
    'host: cd /tmp',
    'blue: ip a',
    'host: ip r',
    'host: true',
  ]);
  expect(inWords('# only a comment')).toEqual([]);
});

test('any line gives an answer', () => {
  const piece = fc.constantFrom(
    'ip',
    'sudo',
    '-n',
    "'",
    '"',
    '\\',
    '$(',
    '|',
    '>',
    '<<',
    ';',
    ' ',
    'nsenter',
    'sh',
    '-c',
    '-t',
  );
  fc.assert(
    fc.property(
      fc.array(fc.oneof(piece, fc.string({ maxLength: 5 })), { maxLength: 20 }),
      (pieces) => {
        for (const { argv } of invocationsOf(pieces.join(' '))) expect(argv[0]).not.toBe('');
      },
    ),
    { seed: 1, numRuns: 500 },
  );
});
