import type { Next } from '../walk/next.ts';
import type { Walk } from '../walk/walk.ts';

/** One part of the kernel's way: takes what was handed to it, and hands on. */
export type Stage<S extends Next['stage']> = (
  walk: Walk,
  now: Extract<Next, { readonly stage: S }>,
) => Next;
