import type { NetnsElement } from '@vethscope/model';
import { useMemo } from 'react';
import { useCapture } from '../view/CaptureContext.tsx';
import type { CaptureIndex } from '../view/captureIndex.ts';
import { netnsTitle } from '../view/names.ts';
import { namespacesToChoose } from '../view/namespacesToChoose.ts';
import type { NetnsView } from '../view/useNetnsView.ts';
import { useViewState } from '../view/viewState.ts';

/** Chooses the namespace and the family that routes and chains are shown for. */
export function NetnsPicker({ shown }: { readonly shown: NetnsView }) {
  const { topology, index } = useCapture();
  const { setView } = useViewState();
  const machine = shown.element.parent;
  const { own, others } = useMemo(() => namespacesToChoose(topology, machine), [topology, machine]);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <label className="flex min-w-0 flex-1 items-center gap-2 text-ink-2">
        <span className="shrink-0">Namespace</span>
        <select
          className="h-7 min-w-0 flex-1 truncate rounded-md border border-line-strong bg-surface px-2 text-ink"
          value={shown.element.id}
          onChange={(event) =>
            setView({
              netns: event.target.value,
              table: undefined,
              chain: undefined,
              rule: undefined,
            })
          }
        >
          {own.map((netns) => (
            <option key={netns.id} value={netns.id}>
              {labelOf(index, netns)}
            </option>
          ))}
          {shown.element.captured ? null : (
            <option value={shown.element.id}>{labelOf(index, shown.element)}, not captured</option>
          )}
          {others.length === 0 ? null : (
            <optgroup label="Other nodes, for what is on them">
              {others.map((netns) => (
                <option key={netns.id} value={netns.id}>
                  {labelOf(index, netns)}
                </option>
              ))}
            </optgroup>
          )}
        </select>
      </label>
      <fieldset className="flex overflow-hidden rounded-md border border-line-strong">
        <legend className="sr-only">Address family</legend>
        {(['4', '6'] as const).map((family) => (
          <button
            key={family}
            type="button"
            aria-pressed={String(shown.family) === family}
            className="h-7 px-2.5 text-ink-2 hover:bg-surface-2 aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent-text"
            onClick={() => setView({ family: family === '6' ? '6' : undefined })}
          >
            IPv{family}
          </button>
        ))}
      </fieldset>
    </div>
  );
}

function labelOf(index: CaptureIndex, netns: NetnsElement): string {
  const node = netns.parent?.slice('node/'.length) ?? '';
  if (netns.isHost) return `host (${node})`;
  const title = netnsTitle(index, netns);
  return title === netns.name ? title : `${title} (${short(netns.name)})`;
}

/** A UUID's first group tells namespaces apart; the whole name is in the details. */
function short(name: string): string {
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(name) ? `${name.slice(0, 8)}…` : name;
}
