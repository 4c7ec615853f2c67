import type { DeviceStations } from '@vethscope/model';
import { Term } from '../../../ui/Tooltip.tsx';
import { HookBox } from './HookBox.tsx';

/** Chains of nftables at devices, beside each other: a packet meets those of its own device alone. */
export function DeviceHooks(props: {
  readonly hook: 'ingress' | 'egress';
  readonly stations: readonly DeviceStations[];
}) {
  const { hook, stations } = props;
  return (
    <div className="grid grid-cols-[repeat(auto-fit,minmax(11rem,1fr))] gap-2">
      {stations.map(({ device, chains }) => (
        <HookBox
          key={device ?? ''}
          title={device === undefined ? `${hook} of a device` : `${hook} of ${device}`}
          chains={chains}
          note={
            device === undefined ? (
              <Term hint="nft 1.0.6 and older leave devices out of their JSON; “nft list ruleset” names them.">
                which device was not listed
              </Term>
            ) : undefined
          }
        />
      ))}
    </div>
  );
}
