import type { FindingRule } from '../../rule.ts';
import { duplicateAddress } from './duplicateAddress.ts';
import { duplicateMac } from './duplicateMac.ts';
import { interfaceDown } from './interfaceDown.ts';
import { mtuMismatch } from './mtuMismatch.ts';
import { netnsWithoutPod } from './netnsWithoutPod.ts';
import { networkManagerManagesCni } from './networkManagerManagesCni.ts';
import { orphanVeth } from './orphanVeth.ts';
import { podOutsideCni } from './podOutsideCni.ts';
import { staleWorkloadChains } from './staleWorkloadChains.ts';
import { vethPeerMissing } from './vethPeerMissing.ts';

export const wiringRules: readonly FindingRule[] = [
  podOutsideCni,
  staleWorkloadChains,
  vethPeerMissing,
  interfaceDown,
  orphanVeth,
  netnsWithoutPod,
  duplicateAddress,
  duplicateMac,
  mtuMismatch,
  networkManagerManagesCni,
];
