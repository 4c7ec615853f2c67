import { expect, test } from 'vitest';
import { readSnapshot } from '../../../../../packages/parsers/src/assemble/readSnapshot.ts';
import { whatIsThere } from './whatIsThere.ts';

test.each([
  ['iptables-save', '*filter\n:INPUT ACCEPT [0:0]\nCOMMIT', ['iptables']],
  ['ip route show', 'default via 10.0.0.1 dev eth0', ['routes']],
  [
    'kubectl get pods -A',
    'NAMESPACE   NAME   READY   STATUS    RESTARTS   AGE\nshop        web    1/1     Running   0          3d',
    ['overview'],
  ],
  ['hostname', 'node1', []],
])('of %s', (command, text, tabs) => {
  const files = [{ path: 'node.md', text: `# ${command}\n${text}\n` }];
  const snapshot = readSnapshot([{ name: 'node', files, diagnostics: [] }]);
  expect(whatIsThere(snapshot).map(({ tab }) => tab)).toEqual(tabs);
});
