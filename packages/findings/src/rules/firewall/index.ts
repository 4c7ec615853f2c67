import type { FindingRule } from '../../rule.ts';
import { bothIptablesBackends } from './bothIptablesBackends.ts';
import { chainWithoutReference } from './chainWithoutReference.ts';
import { partialNftDump } from './partialNftDump.ts';
import { tunnelPortBlocked } from './tunnelPortBlocked.ts';
import { unreachableRule } from './unreachableRule.ts';

export const firewallRules: readonly FindingRule[] = [
  bothIptablesBackends,
  partialNftDump,
  tunnelPortBlocked,
  unreachableRule,
  chainWithoutReference,
];
