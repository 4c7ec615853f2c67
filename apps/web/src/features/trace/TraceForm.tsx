import { ArrowUpDown } from 'lucide-react';
import { useId } from 'react';
import { IconButton } from '../../ui/Button.tsx';
import { useViewState } from '../../view/viewState.ts';
import { EndBox } from './EndBox.tsx';
import { PROTOCOLS, parsePort, protocolOf } from './traceQuestion.ts';

/** What is asked: the answer follows every change. */
export function TraceForm() {
  const { view, setView } = useViewState();
  const proto = protocolOf(view);
  return (
    <form
      aria-label="Trace a packet"
      onSubmit={(event) => event.preventDefault()}
      className="flex flex-col gap-1.5 border-line border-b px-4 py-3"
    >
      <div className="flex items-center gap-1">
        <div className="flex min-w-0 flex-1 flex-col gap-1.5">
          <EndBox field="from" />
          <EndBox field="to" />
        </div>
        <IconButton
          label="Swap the ends"
          icon={ArrowUpDown}
          onClick={() => setView({ from: view.to, to: view.from })}
        />
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 pl-[42px]">
        <fieldset className="flex overflow-hidden rounded-md border border-line-strong">
          <legend className="sr-only">Protocol</legend>
          {PROTOCOLS.map((known) => (
            <button
              key={known}
              type="button"
              aria-pressed={known === proto}
              className="h-7 px-2.5 font-mono text-ink-2 text-xs hover:bg-surface-2 aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent-text"
              onClick={() => setView({ proto: known === 'tcp' ? undefined : known })}
            >
              {known}
            </button>
          ))}
        </fieldset>
        {proto !== 'icmp' && (
          <>
            <PortField field="dport" label="to port" placeholder="80" />
            <PortField field="sport" label="from port" placeholder="any" />
          </>
        )}
      </div>
    </form>
  );
}

function PortField(props: {
  readonly field: 'dport' | 'sport';
  readonly label: string;
  readonly placeholder: string;
}) {
  const { field } = props;
  const { view, setView } = useViewState();
  const id = useId();
  const isWrong = parsePort(view[field]) === 'wrong';
  return (
    <span className="flex items-center gap-1.5">
      <label htmlFor={id} className="text-ink-2">
        {props.label}
      </label>
      <input
        id={id}
        inputMode="numeric"
        autoComplete="off"
        aria-invalid={isWrong}
        placeholder={props.placeholder}
        value={view[field] ?? ''}
        onChange={(event) => setView({ [field]: event.target.value || undefined }, 'replace')}
        className="h-7 w-14 rounded-md border border-line-strong bg-surface px-2 font-mono text-ink text-xs placeholder:text-ink-3 aria-invalid:border-error"
      />
    </span>
  );
}
