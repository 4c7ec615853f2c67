import { HOST_NETNS, netnsId } from '@vethscope/model';
import { EmptyState } from '../../ui/states.tsx';
import { useCapture } from '../../view/CaptureContext.tsx';
import { useViewState, viewHref } from '../../view/viewState.ts';
import { whyUnknown } from '../../view/whyUnknown.ts';
import { whatIsThere } from './whatIsThere.ts';

/** Over the picture of a capture without interfaces: why it is empty, and what there is instead. */
export function NothingDrawn() {
  const { snapshot, index } = useCapture();
  const { view } = useViewState();
  const shown = whatIsThere(snapshot);
  const [why] = snapshot.nodes.flatMap(
    ({ name }) => whyUnknown(index.netnsCapture(netnsId(name, HOST_NETNS)), 'links') ?? [],
  );
  return (
    <div className="pointer-events-none absolute inset-x-3 top-1/3 flex justify-center">
      <div className="pointer-events-auto rounded-lg border border-line bg-surface">
        <EmptyState title="No interfaces were captured">
          <p>
            The picture is drawn from them:{' '}
            {why ?? (
              <>
                add the output of <Code>ip -d addr show</Code>
              </>
            )}
            . <Code>vethscope collect</Code> takes all that there is to see of a node.
          </p>
          {shown.length > 0 && (
            <p className="mt-1.5">
              What this capture has:{' '}
              {shown.map(({ tab, what }, i) => (
                <span key={tab}>
                  {i > 0 && ', '}
                  <a
                    className="text-accent-text underline"
                    href={viewHref(view, { selected: undefined, tab })}
                  >
                    {what}
                  </a>
                </span>
              ))}
              .
            </p>
          )}
        </EmptyState>
      </div>
    </div>
  );
}

function Code(props: { readonly children: string }) {
  return <code className="whitespace-nowrap font-mono text-xs">{props.children}</code>;
}
