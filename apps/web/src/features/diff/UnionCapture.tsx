import type { ReactNode } from 'react';
import { CaptureProvider, useCapture } from '../../view/CaptureContext.tsx';
import { useComparison } from './ComparisonContext.tsx';

/** Around what shows both captures at once while two are compared: the picture and the outline. */
export function UnionCapture(props: { readonly children: ReactNode }) {
  const capture = useCapture();
  const comparison = useComparison();
  return <CaptureProvider capture={comparison?.union ?? capture}>{props.children}</CaptureProvider>;
}
