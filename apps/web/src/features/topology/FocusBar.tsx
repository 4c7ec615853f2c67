import { Kbd } from '../../ui/Kbd.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { elementTitle } from '../../view/names.ts';
import { useViewState } from '../../view/viewState.ts';

/** Says that the picture shows one thing and its way out, how much it leaves out, and ends that. */
export function FocusBar(props: { readonly on: string; readonly leftOut: number }) {
  const { index } = useCapture();
  const { setView } = useViewState();
  const element = index.node(props.on);
  if (!element) return null;
  return (
    <div
      role="status"
      className="flex h-9 shrink-0 items-center gap-2 border-line border-b bg-accent-soft px-3 text-sm"
    >
      <span className="min-w-0 truncate">
        Only <strong className="font-semibold">{elementTitle(index, element)}</strong> and its way
        out
      </span>
      <span className="shrink-0 text-ink-2 tabular-nums">{props.leftOut} hidden</span>
      <button
        type="button"
        onClick={() => setView({ focus: undefined })}
        className="ml-auto flex h-6 shrink-0 items-center gap-1.5 rounded px-1.5 font-medium text-accent-text hover:bg-surface"
      >
        Show all <Kbd>Esc</Kbd>
      </button>
    </div>
  );
}
