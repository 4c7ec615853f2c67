import type { Next } from '../walk/next.ts';
import type { Walk } from '../walk/walk.ts';

type Stage<S extends Next['stage']> = (walk: Walk, now: Extract<Next, { stage: S }>) => Next;

export type Output = Stage<'output'>;
export type Input = Stage<'input'>;
export type Receive = Stage<'receive'>;
export type Neighbor = Stage<'neighbor'>;
export type Transmit = Stage<'transmit'>;
