import type { Evidence, NetworkPolicy } from '@vethscope/model';
import { itemsAt, textAt, textsAt } from '../../source/jsonFields.ts';
import type { ObjectName } from './objectName.ts';
import { cellOf, type ResourceRow } from './resourceRow.ts';

/** `shop   web-from-front   app=web   3d` */
export function networkPolicyOfRow(row: ResourceRow): NetworkPolicy {
  const { namespace, name, evidence } = row;
  return { namespace, name, podSelector: cellOf(row, 'POD-SELECTOR') ?? '', evidence };
}

/** A `NetworkPolicy` of the API (networking.k8s.io/v1). */
export function networkPolicyOfObject(
  object: unknown,
  id: ObjectName,
  evidence: Evidence,
): NetworkPolicy {
  const types = itemsAt(object, 'spec', 'policyTypes').filter((type) => typeof type === 'string');
  return {
    ...id,
    podSelector: selectorOf(object),
    ...(types.length > 0 && { policyTypes: types }),
    evidence,
  };
}

/** As kubectl's table has it (apimachinery, FormatLabelSelector): `app=web,tier in (a,b),!old`. */
function selectorOf(object: unknown): string {
  const labels = Object.entries(textsAt(object, 'spec', 'podSelector', 'matchLabels'))
    .map(([key, value]) => `${key}=${value}`)
    .sort();
  const expressions = itemsAt(object, 'spec', 'podSelector', 'matchExpressions').map(expressionOf);
  return [...labels, ...expressions].join(',');
}

function expressionOf(expression: unknown): string {
  const key = textAt(expression, 'key') ?? '?';
  const operator = textAt(expression, 'operator') ?? '?';
  const values = itemsAt(expression, 'values').join(',');
  switch (operator) {
    case 'Exists':
      return key;
    case 'DoesNotExist':
      return `!${key}`;
    case 'In':
    case 'NotIn':
      return `${key} ${operator.toLowerCase()} (${values})`;
    default:
      return `${key} ${operator} (${values})`;
  }
}
