import { expect, test } from 'vitest';
import { ignoredOnPurpose } from './command.ts';

test.each([
  ['kubectl create -f https://example.com/tigera-operator.yaml', true],
  ['kubectl -n shop rollout restart deploy/web', true],
  ['kubectl label node controller role=edge', true],
  ['firewall-cmd --permanent --zone=public --add-port=179/tcp', true],
  ['firewall-cmd --reload', true],
  ['hostnamectl set-hostname controller', true],
  ['systemctl restart NetworkManager', true],
  ['curl -L https://example.com/calicoctl -o calicoctl', true],
  ['chmod +x ./calicoctl', true],
  ['uname -a', true],
  ['uname -r', true],
  ['iptables -V', true],
  ['kubectl api-resources -o name', true],
  ['k3s kubectl api-resources --request-timeout=10s -o name', true],
  ['date', true],
  ['cat /etc/os-release', true],
  ['iptables -L', false],
  // What these print may say how packets travel.
  ['kubectl get pods', false],
  ['kubectl exec web-0 -- ip addr', false],
  ['kubectl describe pod web-0', false],
  ['firewall-cmd --list-all', false],
  ['uname -n', false],
  ['cat /etc/hostname', false],
  ['ip link', false],
  ['nmcli device', false],
  ['calicoctl node status', false],
])('%s is ignored: %s', (command, expected) => {
  expect(ignoredOnPurpose.accepts(command.split(' '))).toBe(expected);
});

test('its lines are accounted for, without a word', () => {
  const text = 'namespace/tigera-operator created\n\nError: whatever\n';
  const output = ignoredOnPurpose.read(text, { file: '-', firstLine: 1 }, ['kubectl', 'create']);
  expect(output).toEqual({
    facts: { captured: [] },
    records: 0,
    diagnostics: [],
    coverage: { understood: 0, ignored: 2, unsupported: 0, unrecognized: 0 },
    lines: ['ignored', 'blank', 'ignored'],
  });
});

test('no text is recognized as worthless', () => {
  expect(ignoredOnPurpose.recognizes('success\n')).toBeUndefined();
});
