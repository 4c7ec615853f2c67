import type { NetnsName } from '@vethscope/model';
import { defineCommand } from '../command.ts';
import { parseNetnsIds } from './parse.ts';

/** `lsns -t net -o NS,NETNSID,NPROCS,PID,NSFS`, in these columns. */
export const lsns = defineCommand<NetnsName>({
  name: 'lsns',
  accepts: (argv) => argv.join(' ') === 'lsns -t net -o NS,NETNSID,NPROCS,PID,NSFS',
  recognizes: (text) =>
    /^\s*NS\s+NETNSID\s+NPROCS\s+PID\s+NSFS\s*$/m.test(text.slice(0, 200))
      ? ['lsns', '-t', 'net', '-o', 'NS,NETNSID,NPROCS,PID,NSFS']
      : undefined,
  parse: parseNetnsIds,
  facts: (netnsNames) => ({ netnsNames, captured: [] }),
});
