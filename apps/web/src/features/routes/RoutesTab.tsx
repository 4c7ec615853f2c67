import type { NetnsElement } from '@vethscope/model';
import { routeSurroundings, tablesInOrder } from '@vethscope/model';
import { useMemo } from 'react';
import { NetnsPicker } from '../../ui/NetnsPicker.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import type { NetnsView } from '../../view/useNetnsView.ts';
import { useNetnsView } from '../../view/useNetnsView.ts';
import { whyUnknown } from '../../view/whyUnknown.ts';
import { RouteLookupBox } from './RouteLookupBox.tsx';
import { RouteTables } from './RouteTables.tsx';
import { RuleList } from './RuleList.tsx';

/** Routes of one namespace: where an address would go, and every table in look-up order. */
export function RoutesTab() {
  const shown = useNetnsView();
  if (!shown) return <Note>This capture holds no network namespace.</Note>;
  return (
    <div className="flex flex-col gap-4 px-4 py-3">
      <NetnsPicker shown={shown} />
      {shown.netns ? <Routes shown={shown} /> : <NotCaptured element={shown.element} />}
    </div>
  );
}

function NotCaptured({ element }: { readonly element: NetnsElement }) {
  const { index } = useCapture();
  const failure = index.netnsCapture(element.id)?.found?.failure;
  return (
    <Note>
      The namespace {element.name} is known by name only:{' '}
      {failure ?? (
        <>
          nobody ran <code className="font-mono">ip netns exec {element.name} ip route show</code>
        </>
      )}
      .
    </Note>
  );
}

function Routes({ shown }: { readonly shown: NetnsView }) {
  const { topology, index } = useCapture();
  const { element, netns, family } = shown;
  const around = useMemo(() => routeSurroundings(topology, element.id), [topology, element.id]);
  const tables = useMemo(() => (netns ? tablesInOrder(netns, family) : []), [netns, family]);
  if (!netns) return null;
  const kind = family === 4 ? 'routes4' : 'routes6';
  const isCaptured = netns.captured.includes(kind);
  const why = isCaptured ? undefined : whyUnknown(index.netnsCapture(element.id), kind);
  return (
    <>
      <RouteLookupBox netns={netns} netnsId={element.id} around={around} />
      {isCaptured ? null : (
        <Note>
          No IPv{family} routes of {element.label} were captured:{' '}
          {why ?? (
            <>
              run{' '}
              <code className="font-mono">
                {element.isHost ? '' : `ip netns exec ${element.name} `}ip{' '}
                {family === 6 ? '-6 ' : ''}
                route show table all
              </code>
            </>
          )}
          .
        </Note>
      )}
      {isCaptured ? <RouteTables key={element.id} tables={tables} around={around} /> : null}
      <RuleList netns={netns} family={family} />
    </>
  );
}

function Note({ children }: { readonly children: React.ReactNode }) {
  return (
    <p className="rounded-md border border-line bg-surface-2 px-3 py-2 text-ink-2">{children}</p>
  );
}
