import type { HookStations } from '@vethscope/model';
import { ArrowDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { Term } from '../../../ui/Tooltip.tsx';
import { HookBox } from './HookBox.tsx';

/**
 * The way of a packet through the hooks of the IP layer, as the kernel has it: what is for this
 * namespace goes up on the left, what is for others passes on the right.
 */
export function HookDiagram({ stations }: { readonly stations: readonly HookStations[] }) {
  const at = (hook: HookStations['hook']) => {
    const found = stations.find((one) => one.hook === hook);
    return found ? <HookBox stations={found} /> : null;
  };
  return (
    <section
      aria-label="A packet's way through the hooks"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: without focus the keyboard cannot scroll it
      tabIndex={0}
      className="@container min-h-0 flex-1 overflow-y-auto"
    >
      <div className="mx-auto flex max-w-3xl flex-col">
        <Place>from the network</Place>
        <Way />
        {at('PREROUTING')}
        <Way />
        <Place>
          <Term hint="The route of the destination says whether the packet is for this namespace.">
            routing decision
          </Term>
        </Place>
        <div className="grid grid-cols-2 gap-x-3">
          <div className="flex flex-col">
            <Way>for this namespace</Way>
            {at('INPUT')}
            <Way />
            <Place>local process</Place>
            <Way />
            <Place>
              <Term hint="Where a packet that a process of this namespace sends goes to.">
                routing decision
              </Term>
            </Place>
            <Way />
            {at('OUTPUT')}
            <Way />
          </div>
          <div className="flex flex-col">
            <Way>for others, if forwarding is on</Way>
            {at('FORWARD')}
            <div aria-hidden className="mx-auto w-px flex-1 bg-line-strong" />
            <Way />
          </div>
        </div>
        {at('POSTROUTING')}
        <Way />
        <Place>to the network</Place>
      </div>
    </section>
  );
}

/** Something that is no hook, on the packet's way. */
function Place({ children }: { readonly children: ReactNode }) {
  return (
    <p className="mx-auto rounded-full border border-line bg-surface-2 px-3 py-0.5 text-center text-ink-2 text-xs">
      {children}
    </p>
  );
}

function Way({ children }: { readonly children?: ReactNode }) {
  return (
    <p className="flex min-h-5 items-center justify-center gap-1 py-0.5 text-2xs text-ink-3">
      <ArrowDown aria-hidden size={14} className="shrink-0" />
      {children}
    </p>
  );
}
