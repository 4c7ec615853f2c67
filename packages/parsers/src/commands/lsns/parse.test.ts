import { expect, test } from 'vitest';
import { lsns } from './command.ts';
import { parseNetnsIds } from './parse.ts';

// util-linux 2.38: columns by the widest value, the observer's own and unseen ones "unassigned".
const LISTED = `        NS    NETNSID NPROCS   PID NSFS
4026531840 unassigned    212     1 
4026532281          3      2  1204 /run/netns/blue
                                   /run/docker/netns/blue
4026532300          0      1   812 
`;

test('gives the ids that the observer has, by inode', () => {
  const { records, coverage } = parseNetnsIds(LISTED);
  expect(records).toEqual([
    { name: 'net:[4026532281]', nsid: 3, evidence: { file: '-', line: 3, endLine: 3 } },
    { name: 'net:[4026532300]', nsid: 0, evidence: { file: '-', line: 5, endLine: 5 } },
  ]);
  expect(coverage).toEqual({ understood: 3, ignored: 2, unsupported: 0, unrecognized: 0 });
});

test('is known by its heading, and by no other columns', () => {
  expect(lsns.recognizes(LISTED)?.[0]).toBe('lsns');
  expect(lsns.recognizes('        NS TYPE  NPROCS   PID USER COMMAND\n')).toBeUndefined();
  expect(lsns.accepts(['lsns', '-t', 'net'])).toBe(false);
});

test('should not take other lines for namespaces', () => {
  expect(parseNetnsIds('4026532281 net 2 1204 root pause\n')).toMatchObject({
    records: [],
    coverage: { unrecognized: 1 },
  });
});
