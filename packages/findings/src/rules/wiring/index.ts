import type { FindingRule } from '../../rule.ts';
import { podOutsideCni } from './podOutsideCni.ts';
import { staleWorkloadChains } from './staleWorkloadChains.ts';

export const wiringRules: readonly FindingRule[] = [podOutsideCni, staleWorkloadChains];
