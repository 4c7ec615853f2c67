import { useCapture } from '../../view/CaptureContext.tsx';
import { useViewState } from '../../view/viewState.ts';
import { viewWords } from './viewWords.ts';

/** Says to who hears the page what is shown now: it changes far from where the focus is. */
export function Announcer() {
  const { files, index, isPending } = useCapture();
  const { view } = useViewState();
  const capture =
    files.length > 4 ? `${files.length} nodes` : files.map(({ name }) => name).join(', ');
  return (
    <p role="status" aria-label="What is shown" className="sr-only">
      {isPending ? 'Reading the capture' : viewWords(index, view, capture)}
    </p>
  );
}
