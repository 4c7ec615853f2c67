import { driver } from 'driver.js';
import 'driver.js/dist/driver.css';
import './tour.css';
import { TOUR_STEPS } from './tourSteps.ts';

/** Leads through the page; arrow keys go on and back, Escape ends it. */
export function runTour(): void {
  driver({
    steps: TOUR_STEPS.map(({ selector, title, text }) => ({
      element: selector,
      popover: { title, description: text },
    })),
    skipMissingElement: true,
    // Steps follow the keys at once.
    animate: false,
    showProgress: true,
    progressText: '{{current}} of {{total}}',
    nextBtnText: 'Next',
    prevBtnText: 'Back',
    doneBtnText: 'Done',
    popoverClass: 'tour',
    stagePadding: 4,
    stageRadius: 8,
    overlayOpacity: 0.45,
    // The library's elements are landmarks of a page, which a popover is not.
    onPopoverRender: ({ title, footer }) => {
      title.role = 'none';
      footer.role = 'none';
    },
  }).drive();
}
