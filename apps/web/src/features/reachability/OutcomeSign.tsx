import { TONE_CLASSES } from '../trace/dispositionLook.ts';
import type { Outcome } from '../trace/outcome.ts';

/** Stripes of the text's own colour: seen in both themes. */
const HATCHED = {
  backgroundImage:
    'repeating-linear-gradient(135deg, color-mix(in srgb, currentColor 28%, transparent) 0 2px, transparent 2px 6px)',
};

/** The sign of an outcome, as cells and legend show it. */
export function OutcomeSign({ outcome }: { readonly outcome: Outcome }) {
  const { text, soft } = TONE_CLASSES[outcome.tone];
  return (
    <span
      aria-hidden="true"
      style={outcome.isHatched ? HATCHED : undefined}
      className={`flex size-full items-center justify-center rounded-[3px] font-semibold text-2xs leading-none ${text} ${soft}`}
    >
      {outcome.sign}
    </span>
  );
}
