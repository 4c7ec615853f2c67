import {
  type Evidence,
  type FelixConfiguration,
  type IpamBlock,
  type IpPool,
  parsePrefix,
} from '@vethscope/model';
import { fieldAt, numberAt, textAt } from '../../source/jsonFields.ts';

/** An `IPPool` of Calico (crd.projectcalico.org/v1); none where its CIDR cannot be read. */
export function ipPoolOfObject(
  object: unknown,
  name: string,
  evidence: Evidence,
): readonly IpPool[] {
  const cidr = parsePrefix(textAt(object, 'spec', 'cidr') ?? '');
  if (cidr === undefined) return [];
  const blockSize = numberAt(object, 'spec', 'blockSize');
  const ipipMode = textAt(object, 'spec', 'ipipMode');
  const vxlanMode = textAt(object, 'spec', 'vxlanMode');
  return [
    {
      name,
      cidr,
      ...(blockSize !== undefined && { blockSize }),
      ...(ipipMode !== undefined && { ipipMode }),
      ...(vxlanMode !== undefined && { vxlanMode }),
      // The API leaves out what is false.
      natOutgoing: fieldAt(object, 'spec', 'natOutgoing') === true,
      disabled: fieldAt(object, 'spec', 'disabled') === true,
      evidence,
    },
  ];
}

/** An `IPAMBlock`: `"affinity": "host:node1"`. */
export function ipamBlockOfObject(object: unknown, evidence: Evidence): readonly IpamBlock[] {
  const cidr = parsePrefix(textAt(object, 'spec', 'cidr') ?? '');
  const [, node] = /^host:(.+)$/.exec(textAt(object, 'spec', 'affinity') ?? '') ?? [];
  return cidr === undefined ? [] : [{ cidr, ...(node !== undefined && { node }), evidence }];
}

/** A `FelixConfiguration`, whatever settings its version has. */
export function felixConfigurationOfObject(
  object: unknown,
  name: string,
  evidence: Evidence,
): FelixConfiguration {
  const settings = Object.entries(fieldAt(object, 'spec') ?? {}).map(
    ([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)] as const,
  );
  return { name, settings: Object.fromEntries(settings), evidence };
}
