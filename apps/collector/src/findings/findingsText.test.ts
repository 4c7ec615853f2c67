import { expect, test } from 'vitest';
import { NOTHING_FOUND, TEST_GROUPS, TEST_REPORT, titled } from '../testing/findingReports.ts';
import { findingsText } from './findingsText.ts';

const rules = TEST_GROUPS.flatMap((group) => group.rules);

test('the worst first, what is true of several once, then what is unknown, then the counts', () => {
  expect(findingsText(TEST_REPORT, rules)).toBe(`\
error: Veth pair without its other end (veth-lost)
  veth1 leads nowhere
    [host/ip link#1:3-4]
  veth2 leads nowhere
    [host/ip link#1:5-6, host/ip route:1]
    Packets into it are lost.
    > \`ip link del veth1\`

info: Route that is odd (odd-route)
  a <route> & "more" ]]>
    [host/ip link#1:3-4]
    Packets into it are lost.
    > \`ip link del veth1\`

not checked, so unknown:
  in-part on control: the capture lacks IPv4 routes (\`ip route show\`)
  blind: the capture lacks IP sets (\`ipset list\`), interfaces (\`ip -d link show\`)

2 errors, 1 note; 4 of 5 rules checked, 1 of them not on every node
muted: 2 findings of muted
`);
});

test('nothing found is said, with how much was looked for', () => {
  expect(findingsText(NOTHING_FOUND, rules)).toBe('nothing found; 6 of 6 rules checked\n');
});

test('nothing of a capture reaches the terminal but text', () => {
  expect(findingsText(titled('veth\u001b[2J\nerror: forged'), rules)).toContain(
    '\n  veth?[2J?error: forged\n',
  );
});
