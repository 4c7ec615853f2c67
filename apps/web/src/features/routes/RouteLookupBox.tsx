import type { NetnsSnapshot, RouteSurroundings } from '@vethscope/model';
import { lookupRoute } from '@vethscope/model';
import { useEffect, useId, useMemo } from 'react';
import { useHighlight } from '../../view/highlight.ts';
import { useViewState } from '../../view/viewState.ts';
import { litInterfaces } from './litInterfaces.ts';
import { RouteAnswer } from './RouteAnswer.tsx';
import { parseRouteQuestion } from './routeQuestion.ts';

/** "Where would this address go?": the longest prefix with the losers, lit in the picture. */
export function RouteLookupBox(props: {
  readonly netns: NetnsSnapshot;
  readonly netnsId: string;
  readonly around: RouteSurroundings;
}) {
  const { netns, netnsId, around } = props;
  const { view, setView } = useViewState();
  const { setHighlight } = useHighlight();
  const inputId = useId();
  const text = view.lookup ?? '';
  const question = useMemo(() => parseRouteQuestion(text), [text]);
  const found = useMemo(
    () => question && lookupRoute(netns, question.address, question.flow),
    [netns, question],
  );
  // The way over the picture says the same, and more.
  const isOverPicture = view.at !== undefined;
  useEffect(() => {
    setHighlight(found && !isOverPicture ? litInterfaces(found, netnsId, around) : []);
    return () => setHighlight([]);
  }, [found, isOverPicture, netnsId, around, setHighlight]);
  return (
    <section
      aria-label="Route look-up"
      className="flex flex-col gap-2 rounded-md border border-line bg-surface-2 p-3"
    >
      <label htmlFor={inputId} className="font-semibold text-ink">
        Where would this address go?
      </label>
      <input
        id={inputId}
        className="h-8 rounded-md border border-line-strong bg-surface px-2.5 font-mono text-ink placeholder:text-ink-3"
        placeholder="192.168.2.1"
        title="As ip route get: ADDRESS, and if it matters from ADDRESS, iif DEVICE, mark NUMBER"
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(event) => setView({ lookup: event.target.value || undefined }, 'replace')}
      />
      <div aria-live="polite">
        {text.trim() !== '' && question === undefined ? (
          <p className="text-ink-3">
            Type an IPv4 or IPv6 address, such as 10.96.0.10; and what else policy rules ask for, as
            in <code className="font-mono">10.96.0.10 from 10.85.0.4 iif cni0 mark 0x40</code>.
          </p>
        ) : null}
        {question && found ? (
          <RouteAnswer
            netns={netns}
            netnsId={netnsId}
            found={found}
            question={question}
            around={around}
          />
        ) : null}
      </div>
    </section>
  );
}
