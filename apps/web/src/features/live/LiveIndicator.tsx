import { CircleDot, History, TriangleAlert } from 'lucide-react';
import { Popover } from 'radix-ui';
import { LIVE_ID } from '../../api/liveIds.ts';
import { Button } from '../../ui/Button.tsx';
import { useViewState } from '../../view/viewState.ts';
import { ageWords, clockTime, useNow } from './clock.ts';
import { type ShownState, useShownState } from './LiveContext.tsx';
import { triggerWords } from './liveStates.ts';

/** In the top bar: whether what is on screen is what is there, and if not, since when and why. */
export function LiveIndicator() {
  const shown = useShownState();
  return shown && <Indicator shown={shown} />;
}

function Indicator(props: { readonly shown: ShownState }) {
  const { shown } = props;
  const liveness = livenessOf(shown);
  const { icon: Icon, look } = LOOKS[liveness.kind];
  return (
    <Popover.Root>
      <Popover.Trigger
        title={liveness.words}
        className={`inline-flex h-7 min-w-0 items-center gap-1.5 rounded-md px-2 font-medium text-xs hover:brightness-105 ${look}`}
      >
        <Icon size={14} className="shrink-0" aria-hidden="true" />
        <span role="status" className="max-w-72 truncate">
          {liveness.words}
        </span>
        {shown.state && <Age at={shown.state.at} />}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={6}
          collisionPadding={8}
          aria-label="Following this node"
          className="z-40 w-[min(420px,calc(100vw-16px))] rounded-lg border border-line bg-surface p-3 shadow-pop"
        >
          <Following shown={shown} words={liveness.words} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** Not part of the status: nobody wants to hear it grow. */
function Age(props: { readonly at: string }) {
  const age = useNow() - Date.parse(props.at);
  return <span className="tabular-nums">· {ageWords(age)} ago</span>;
}

function Following({ shown, words }: { readonly shown: ShownState; readonly words: string }) {
  const { setView } = useViewState();
  const now = useNow();
  const { live, state, isFollowing } = shown;
  return (
    <div className="flex flex-col gap-2">
      <p className="font-medium [overflow-wrap:anywhere]">{words}</p>
      {state && (
        <p className="text-ink-2">
          What is shown is of {clockTime(state.at)}, {ageWords(now - Date.parse(state.at))} ago;
          looked at because of: {triggerWords(state)}.
          {isFollowing && live.status?.live === true && ' Nothing has changed since.'}
        </p>
      )}
      {live.status && live.status.blind.length > 0 && (
        <div className="text-ink-2">
          <p>What is not noticed here:</p>
          <ul className="list-disc pl-5">
            {live.status.blind.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      )}
      <p className="text-ink-3 text-xs">
        The kernel tells of links, addresses, routes, rules, namespaces and forwarding. It does not
        of ipsets, other sysctls, and rules in the legacy iptables tables or in other namespaces:
        those are seen with the next look.
      </p>
      <div className="flex flex-wrap gap-2">
        {!isFollowing && (
          <Button look="primary" onClick={() => setView({ capture: LIVE_ID })}>
            Back to live
          </Button>
        )}
        <Button disabled={live.connection.kind !== 'open'} onClick={live.lookAgain}>
          Look again now
        </Button>
      </div>
    </div>
  );
}

type LivenessKind = 'live' | 'earlier' | 'broken' | 'opening';

interface Liveness {
  readonly kind: LivenessKind;
  readonly words: string;
}

const LOOKS = {
  live: { icon: CircleDot, look: 'bg-ok-soft text-ok' },
  earlier: { icon: History, look: 'bg-info-soft text-info' },
  broken: { icon: TriangleAlert, look: 'bg-warning-soft text-warning' },
  opening: { icon: CircleDot, look: 'bg-surface-3 text-ink-2' },
} as const satisfies Record<LivenessKind, unknown>;

function livenessOf({ live, state, isFollowing }: ShownState): Liveness {
  const { connection, status } = live;
  if (!isFollowing) {
    const time = state ? clockTime(state.at) : 'an earlier state';
    return { kind: 'earlier', words: `Not live: showing ${time}` };
  }
  if (connection.kind === 'lost') {
    const since = clockTime(connection.since);
    return { kind: 'broken', words: `Not live since ${since}: the server does not answer` };
  }
  if (!status) return { kind: 'opening', words: 'Connecting…' };
  if (!status.live) {
    const why = status.reason ?? 'the server does not say why';
    return { kind: 'broken', words: `Not live since ${clockTime(status.since)}: ${why}` };
  }
  return { kind: 'live', words: state ? `Live, as of ${clockTime(state.at)}` : 'Live' };
}
