import { assertNever } from '@vethscope/model';
import { Suspense } from 'react';
import { lazyPart } from '../../ui/lazyPart.ts';
import { Section } from '../../ui/Section.tsx';
import { type Findings, useFindings } from './FindingsContext.tsx';
import { useIsOtherCapture } from './useIsOtherCapture.ts';

const FindingLines = lazyPart(async () => (await import('./FindingLines.tsx')).FindingLines);

/** What is wrong in the whole capture, a line for each rule: the first thing to be read of it. */
export function CaptureFindings() {
  const findings = useFindings();
  if (useIsOtherCapture()) return null;
  return (
    <Section
      title="Findings"
      {...(findings.kind === 'known' && { count: findings.findings.length })}
    >
      <Found findings={findings} />
    </Section>
  );
}

function Found({ findings }: { readonly findings: Findings }) {
  switch (findings.kind) {
    case 'checking':
      return <Looking />;
    case 'failed':
      return <p className="text-error">They could not be worked out: {findings.message}</p>;
    case 'known':
      return (
        <Suspense fallback={<Looking />}>
          <FindingLines known={findings} />
        </Suspense>
      );
    default:
      return assertNever(findings);
  }
}

function Looking() {
  return <p className="text-ink-2">Looking for what is wrong…</p>;
}
