import { type OpenedCapture, openCapture } from '../library/openedCapture.ts';
import { type Bundle, bundleCapture } from './manifest.ts';
import { type LookRequest, mergeBundle, namesOf } from './mergeBundle.ts';
import type { Capture } from './runCapture.ts';

/** What was seen of the node so far, put together from all looks at it. */
export interface NodeView {
  readonly capture: () => OpenedCapture;
  /** By which namespaces go, aliases among them. */
  readonly netnsNames: () => ReadonlySet<string>;
  /** Looks there, and at once into namespaces that only the look itself found. Throws one line. */
  readonly look: (request: LookRequest) => Promise<void>;
}

/** Begins with a look at everything. */
export async function openNodeView(capture: Capture, signal: AbortSignal): Promise<NodeView> {
  const seen = async (request: LookRequest): Promise<Bundle> => {
    const result = await capture(request, signal);
    if (!result.ok) throw new Error(result.reason);
    return result.bundle;
  };
  let bundle = await seen({ scope: 'everything' });

  const look = async (request: LookRequest): Promise<void> => {
    const merged = mergeBundle(bundle, await seen(request), request);
    bundle = merged.bundle;
    const { unseen } = merged;
    if (unseen.length === 0 || wasAbout(request, unseen)) return;
    await look({ scope: 'some', netns: unseen, cluster: 'without' });
  };
  return {
    look,
    capture: () => openCapture([bundleCapture(bundle)]),
    netnsNames: () => new Set(bundle.manifest.namespaces.flatMap(namesOf)),
  };
}

/** They were asked for and not looked into: asking once more would change nothing. */
function wasAbout(request: LookRequest, unseen: readonly string[]): boolean {
  return request.scope === 'some' && unseen.every((name) => request.netns.includes(name));
}
