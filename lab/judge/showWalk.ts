import type { KernelStep } from './probe.ts';

/** `nat PREROUTING 1 jump KUBE-SERVICES`, `filter FORWARD policy accept`: a line for each. */
export function showWalk(steps: readonly KernelStep[] = []): readonly string[] {
  return steps.map(showStep);
}

export function showStep(step: KernelStep): string {
  const where = `${step.table} ${step.chain}`;
  return step.kind === 'rule'
    ? `${where} ${step.rule} ${step.verdict}`
    : `${where} policy ${step.verdict}`;
}
