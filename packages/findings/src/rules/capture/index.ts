import type { FindingRule } from '../../rule.ts';
import { captureIncomplete } from './captureIncomplete.ts';
import { captureSkewed } from './captureSkewed.ts';
import { interfacesHidden } from './interfacesHidden.ts';

export const captureRules: readonly FindingRule[] = [
  interfacesHidden,
  captureIncomplete,
  captureSkewed,
];
