import type { XdpProgram } from '@vethscope/model';
import { fieldAt, numberAt, textAt } from '../../source/jsonFields.ts';
import { type Attributes, integerOf, known } from './attributes.ts';

/** `mtu 1500 xdpgeneric qdisc noqueue`: iproute2's iplink_xdp.c. */
export function xdpMode({ has }: Attributes): XdpProgram['mode'] | undefined {
  if (has('xdp') || has('xdpdrv')) return 'native';
  if (has('xdpgeneric')) return 'generic';
  if (has('xdpoffload')) return 'offload';
  return has('xdpmulti') ? 'multi' : undefined;
}

/** `prog/xdp id 789 name xdp_drop_func tag 57cd311f2e27366b jited` */
export function xdpProgram({ value }: Attributes): Omit<XdpProgram, 'mode'> {
  return known({ programId: integerOf(value('id')), programName: value('name') });
}

/** `"xdp": { "mode": 2, "prog": { "id": 789, "name": "xdp_drop_func" } }`: `XDP_ATTACHED_*`. */
export function xdpOfJson(link: unknown): XdpProgram | undefined {
  const mode = MODES[numberAt(link, 'xdp', 'mode') ?? 0];
  if (mode === undefined) return undefined;
  const prog = fieldAt(link, 'xdp', 'prog');
  return {
    mode,
    ...known({ programId: numberAt(prog, 'id'), programName: textAt(prog, 'name') }),
  };
}

const MODES: readonly (XdpProgram['mode'] | undefined)[] = [
  undefined,
  'native',
  'generic',
  'offload',
  'multi',
];
