import { createContext, type ReactNode, useContext, useEffect, useReducer } from 'react';
import type { ServerSource } from '../../api/captureSource.ts';
import type { LiveState, LiveStatus } from '../../api/liveEvents.ts';
import { isLiveId, LIVE_ID } from '../../api/liveIds.ts';
import { useViewState } from '../../view/viewState.ts';
import { withState } from './liveStates.ts';

/** The followed node, as far as the server has told. */
interface LiveNode {
  /** Kept states, oldest first. */
  readonly states: readonly LiveState[];
  readonly status: LiveStatus | undefined;
  readonly connection: Connection;
  readonly lookAgain: () => void;
}

type Connection =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open' }
  /** `since` in milliseconds since 1970. */
  | { readonly kind: 'lost'; readonly since: number };

const LiveContext = createContext<LiveNode | undefined>(undefined);

/** Listens while the server follows a node; `source` is absent where none is followed. */
export function LiveProvider(props: {
  readonly source: ServerSource | undefined;
  readonly children: ReactNode;
}) {
  const { source } = props;
  const [told, tell] = useReducer(withNews, NOTHING);
  useEffect(() => {
    if (!source) return;
    return source.follow({
      onState: (state) => tell({ kind: 'state', state }),
      onStatus: (status) => tell({ kind: 'status', status }),
      onOpen: () => tell({ kind: 'open' }),
      onLost: () => tell({ kind: 'lost', at: Date.now() }),
    });
  }, [source]);
  const live = source && { ...told, lookAgain: () => void source.lookAgain() };
  return <LiveContext value={live}>{props.children}</LiveContext>;
}

/** `undefined`: the server follows no node, or there is no server. */
function useLiveNode(): LiveNode | undefined {
  return useContext(LiveContext);
}

/** What of the followed node is on screen; `undefined` while it is something else. */
export interface ShownState {
  readonly live: LiveNode;
  /** Absent: the server does not keep it any more, or has not told of it yet. */
  readonly state: LiveState | undefined;
  /** The latest is shown, whichever that is. */
  readonly isFollowing: boolean;
  /** The states before and after it. */
  readonly before: LiveState | undefined;
  readonly after: LiveState | undefined;
}

export function useShownState(): ShownState | undefined {
  const live = useLiveNode();
  const { view } = useViewState();
  if (!live || view.capture === undefined || !isLiveId(view.capture)) return undefined;
  const { states } = live;
  const isFollowing = view.capture === LIVE_ID;
  const at = isFollowing ? states.length - 1 : states.findIndex(({ id }) => id === view.capture);
  return {
    live,
    isFollowing,
    state: states[at],
    before: at > 0 ? states[at - 1] : undefined,
    after: at >= 0 ? states[at + 1] : undefined,
  };
}

/**
 * The capture behind the URL's id: of `live` the latest state's own id, so that each state is read
 * once and stays what it is. Without news from the server the id itself is asked for.
 */
export function useCaptureId(id: string | undefined): string | undefined {
  const live = useLiveNode();
  if (id !== LIVE_ID || !live) return id;
  return live.states.at(-1)?.id ?? (live.connection.kind === 'lost' ? id : undefined);
}

type Told = Omit<LiveNode, 'lookAgain'>;

const NOTHING: Told = { states: [], status: undefined, connection: { kind: 'opening' } };

type News =
  | { readonly kind: 'state'; readonly state: LiveState }
  | { readonly kind: 'status'; readonly status: LiveStatus }
  | { readonly kind: 'open' }
  | { readonly kind: 'lost'; readonly at: number };

function withNews(told: Told, news: News): Told {
  switch (news.kind) {
    case 'state':
      return { ...told, states: withState(told.states, news.state) };
    case 'status':
      return { ...told, status: news.status };
    case 'open':
      return { ...told, connection: { kind: 'open' } };
    case 'lost':
      return told.connection.kind === 'lost'
        ? told
        : { ...told, connection: { kind: 'lost', since: news.at } };
  }
}
