import { type Change, SpokenSign } from './ChangeSign.tsx';
import { useComparison } from './ComparisonContext.tsx';
import type { Comparison } from './compareCaptures.ts';

/** Beside an element's name in the outline, while two captures are compared. */
export function OutlineSign(props: { readonly id: string }) {
  const comparison = useComparison();
  const change = comparison && changeOf(comparison, props.id);
  return change && <SpokenSign change={change} />;
}

function changeOf({ diff }: Comparison, id: string): Change | undefined {
  const isIt = (one: { readonly id: string }) => one.id === id;
  if (diff.added.some(isIt)) return 'came';
  if (diff.removed.some(isIt)) return 'went';
  return diff.changed.some(isIt) ? 'altered' : undefined;
}
