import { type CriSandbox, uniqueEvidence } from '@vethscope/model';
import { takeRicher } from './mergeListings.ts';

/** `crictl pods` lists a sandbox, `crictl inspectp` says more of it: the evidence is both. */
export function mergeSandboxes(earlier: CriSandbox, later: CriSandbox): CriSandbox {
  const moreEvidence = uniqueEvidence([
    ...(earlier.moreEvidence ?? []),
    later.evidence,
    ...(later.moreEvidence ?? []),
  ]);
  // A table shows 13 characters of it.
  const id = earlier.id.length > later.id.length ? earlier.id : later.id;
  return { ...takeRicher(earlier, later), id, evidence: earlier.evidence, moreEvidence };
}
