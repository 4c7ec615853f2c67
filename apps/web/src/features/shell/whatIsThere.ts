import type { FactKind, Snapshot } from '@vethscope/model';
import type { Tab } from '../../view/viewState.ts';

/** A tab of the details that has something to show, and what it is. */
export interface Shown {
  readonly tab: Tab;
  readonly what: string;
}

/** Where to find what was captured, in a capture without a picture. */
export function whatIsThere({ nodes }: Pick<Snapshot, 'nodes'>): readonly Shown[] {
  const captured = new Set(
    nodes.flatMap(({ namespaces }) => namespaces.flatMap((netns) => netns.captured)),
  );
  const hasRules = nodes.some(({ namespaces }) =>
    namespaces.some(({ iptables, nftTables }) => iptables.length + nftTables.length > 0),
  );
  const hasPods = nodes.some(({ kubernetes, runtime }) => {
    const { pods, services } = kubernetes;
    return pods.length + services.length + runtime.sandboxes.length > 0;
  });
  return [
    ...(hasPods ? [{ tab: 'overview', what: 'pods and services' } as const] : []),
    ...(ROUTES.some((kind) => captured.has(kind))
      ? [{ tab: 'routes', what: 'routes' } as const]
      : []),
    ...(hasRules ? [{ tab: 'iptables', what: 'packet filter rules' } as const] : []),
  ];
}

const ROUTES = ['routes4', 'routes6'] as const satisfies readonly FactKind[];
