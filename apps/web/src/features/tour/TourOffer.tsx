import { Compass, X } from 'lucide-react';
import { Button, IconButton } from '../../ui/Button.tsx';
import { useKeptText } from '../../view/keptText.ts';
import { startTour } from './startTour.ts';

/** Offers the tour until somebody took it or said no; the palette and the help sheet keep it. */
export function TourOffer() {
  const [answer, keepAnswer] = useKeptText('tour');
  if (answer !== '') return null;
  return (
    <section
      aria-label="Tour"
      className="mx-4 mt-3 flex items-center gap-2 rounded-md border border-line bg-surface-2 py-1 pr-1 pl-3"
    >
      <Compass size={14} className="shrink-0 text-accent-text" aria-hidden="true" />
      <p className="min-w-0 flex-1 text-ink-2">New here? Six short steps.</p>
      <Button
        onClick={() => {
          keepAnswer('taken');
          void startTour();
        }}
      >
        Take the tour
      </Button>
      <IconButton label="No tour" icon={X} onClick={() => keepAnswer('no')} />
    </section>
  );
}
