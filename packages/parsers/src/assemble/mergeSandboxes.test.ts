import { expect, test } from 'vitest';
import { mergeSandboxes } from './mergeSandboxes.ts';

test('what the list and the inspection say of a sandbox is one record, with the places of both', () => {
  const at = (line: number) => ({ file: 'out', line, endLine: line });
  const listed = { id: 'b7a5dc968252f', pod: 'web-0', created: '2 hours ago', evidence: at(3) };
  const inspected = { id: `b7a5dc968252f${'0'.repeat(51)}`, pod: 'web-0', pid: 7, evidence: at(9) };
  expect(mergeSandboxes(inspected, listed)).toMatchObject({
    id: inspected.id,
    pid: 7,
    created: '2 hours ago',
    evidence: at(9),
    moreEvidence: [at(3)],
  });
});
