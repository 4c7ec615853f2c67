import type { Confidence } from '@vethscope/model';
import { Badge } from '../../ui/Badge.tsx';

export function ConfidenceBadge(props: { readonly confidence: Confidence }) {
  return props.confidence === 'proven' ? (
    <Badge tone="ok">proven</Badge>
  ) : (
    <Badge tone="warning">inferred</Badge>
  );
}
