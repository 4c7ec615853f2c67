import { useViewState } from '../../view/viewState.ts';
import { PROTOCOLS, parsePort, protocolOf } from './traceQuestion.ts';

/** What kind of packet is asked about: of one trace, and of the matrix of pods. */
export function PacketFields(props: {
  /** The port that is asked where none is given, if there is one. */
  readonly defaultPort?: number;
}) {
  const { view, setView } = useViewState();
  const proto = protocolOf(view);
  return (
    <>
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
        <label className="flex items-center gap-1.5 text-ink-2">
          port
          <input
            inputMode="numeric"
            autoComplete="off"
            aria-invalid={parsePort(view.dport) === 'wrong'}
            placeholder={props.defaultPort?.toString()}
            value={view.dport ?? ''}
            onChange={({ target }) => setView({ dport: target.value || undefined }, 'replace')}
            className="h-7 w-20 rounded-md border border-line-strong bg-surface px-2 font-mono text-ink text-xs placeholder:text-ink-3 aria-invalid:border-error"
          />
        </label>
      )}
    </>
  );
}
