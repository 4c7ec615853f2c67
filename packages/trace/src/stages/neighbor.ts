import type { Stage } from './stages.ts';

export declare const neighbor: Stage<'neighbor'>;
