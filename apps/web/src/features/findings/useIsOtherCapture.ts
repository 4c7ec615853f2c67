import { useCapture } from '../../view/CaptureContext.tsx';
import { useComparison } from '../diff/ComparisonContext.tsx';

/** The details show the earlier of two compared captures: findings are those of the later one. */
export function useIsOtherCapture(): boolean {
  const { id } = useCapture();
  return useComparison()?.before.id === id;
}
