import { ArrowUpDown } from 'lucide-react';
import { useRef } from 'react';
import { IconButton } from '../../ui/Button.tsx';
import { useViewState } from '../../view/viewState.ts';
import { EndBox } from './EndBox.tsx';
import { useFirstField } from './firstField.ts';
import { PacketFields } from './PacketFields.tsx';

/** What is asked: the answer follows every change. */
export function TraceForm() {
  const { view, setView } = useViewState();
  const from = useRef<HTMLInputElement>(null);
  useFirstField(from);
  return (
    <form
      aria-label="Trace a packet"
      onSubmit={(event) => event.preventDefault()}
      className="flex flex-col gap-1.5 border-line border-b px-4 py-3"
    >
      <div className="flex items-center gap-1">
        <div className="flex min-w-0 flex-1 flex-col gap-1.5">
          <EndBox field="from" inputRef={from} />
          <EndBox field="to" />
        </div>
        <IconButton
          label="Swap the ends"
          icon={ArrowUpDown}
          onClick={() => setView({ from: view.to, to: view.from })}
        />
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 pl-[42px]">
        <PacketFields />
      </div>
    </form>
  );
}
