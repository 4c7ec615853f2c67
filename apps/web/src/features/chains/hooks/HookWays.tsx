import type { HookStations } from '@vethscope/model';
import type { ReactNode } from 'react';
import { HookBox } from './HookBox.tsx';
import { Place, Way } from './Way.tsx';

/**
 * From PREROUTING to POSTROUTING, as the kernel has it for packets and for a bridge's frames alike:
 * what is for this namespace goes up on the left, what is for others passes on the right.
 */
export function HookWays(props: {
  readonly stations: readonly HookStations[];
  /** Whose hooks they are, where they are not the namespace's. */
  readonly of?: string;
  /** Who decides behind PREROUTING which of both it is. */
  readonly decision: ReactNode;
  readonly upwards: ReactNode;
  readonly through: ReactNode;
  /** What is above INPUT and OUTPUT. */
  readonly top: ReactNode;
}) {
  const { stations, of, decision, upwards, through, top } = props;
  const at = (hook: HookStations['hook']) => {
    const found = stations.find((one) => one.hook === hook);
    return found ? (
      <HookBox
        title={hook}
        {...(of !== undefined && { label: `${hook} of ${of}` })}
        chains={found.chains}
        unlisted={found.unlisted}
      />
    ) : null;
  };
  return (
    <>
      {at('PREROUTING')}
      <Way />
      <Place>{decision}</Place>
      <div className="grid grid-cols-2 gap-x-3">
        <div className="flex flex-col">
          <Way>{upwards}</Way>
          {at('INPUT')}
          <Way />
          {top}
          <Way />
          {at('OUTPUT')}
          <Way />
        </div>
        <div className="flex flex-col">
          <Way>{through}</Way>
          {at('FORWARD')}
          <div aria-hidden className="mx-auto w-px flex-1 bg-line-strong" />
          <Way />
        </div>
      </div>
      {at('POSTROUTING')}
    </>
  );
}
