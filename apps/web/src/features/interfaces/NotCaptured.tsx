import type { FactKind } from '@vethscope/model';
import { useCapture } from '../../view/CaptureContext.tsx';
import { whyUnknown } from '../../view/whyUnknown.ts';

/** A question that the capture leaves open, why, and the command that would answer it. */
export function NotCaptured(props: {
  readonly netns: string;
  readonly fact: FactKind;
  readonly what: string;
  readonly command: string;
}) {
  const { index } = useCapture();
  const why = whyUnknown(index.netnsCapture(props.netns), props.fact);
  return (
    <p className="text-ink-2">
      {props.what} not captured{why === undefined ? '' : ` (${why})`}:{' '}
      <code className="font-mono text-xs">{props.command}</code> would tell.
    </p>
  );
}
