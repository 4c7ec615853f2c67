import type { Stage } from './stages.ts';

export declare const transmit: Stage<'transmit'>;
