import { useCapture } from '../../view/CaptureContext.tsx';
import { usePick } from '../../view/pick.ts';
import { useViewState } from '../../view/viewState.ts';
import { askedAs } from '../trace/askedAs.ts';
import type { PictureIndex } from './pictureIndex.ts';

/**
 * Whether a click is for an end of a trace, and then makes it one: with Shift, or after somebody
 * asked for a click. With Shift the first click starts a question, the second completes it.
 */
export function useTracePick(
  picture: PictureIndex,
): (id: string | undefined, keys: { readonly shift: boolean }) => boolean {
  const { index } = useCapture();
  const { view, setView } = useViewState();
  const { pick, setPick } = usePick();
  return (id, { shift }) => {
    const isStarted = view.from !== undefined && view.to === undefined;
    const field = pick ?? (shift ? (isStarted ? 'to' : 'from') : undefined);
    if (field === undefined || id === undefined) return false;
    const element = picture.elementOf(id);
    const text = element === undefined ? undefined : askedAs(index, element, field);
    if (text === undefined) return false;
    setPick(undefined);
    setView({
      tab: 'trace',
      [field]: text,
      ...(pick === undefined && field === 'from' && { to: undefined }),
    });
    return true;
  };
}
