import type { Stage } from './stages.ts';

export declare const input: Stage<'input'>;
