import type { DeviceStations, HookStations } from '@vethscope/model';
import { Term } from '../../../ui/Tooltip.tsx';
import { DeviceHooks } from './DeviceHooks.tsx';
import { HookWays } from './HookWays.tsx';
import { Place, Way } from './Way.tsx';

/** The way of a packet through the hooks of a namespace; that of a bridge's frames where it has hooks. */
export function HookDiagram(props: {
  readonly stations: readonly HookStations[];
  readonly ingress: readonly DeviceStations[];
  readonly egress: readonly DeviceStations[];
  readonly bridge: readonly HookStations[];
}) {
  const { stations, ingress, egress, bridge } = props;
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
        {ingress.length === 0 ? null : (
          <>
            <DeviceHooks hook="ingress" stations={ingress} />
            <Way />
          </>
        )}
        <HookWays
          stations={stations}
          decision={
            <Term hint="The route of the destination says whether the packet is for this namespace.">
              routing decision
            </Term>
          }
          upwards="for this namespace"
          through="for others, if forwarding is on"
          top={
            <>
              <Place>local process</Place>
              <Way />
              <Place>
                <Term hint="Where a packet that a process of this namespace sends goes to.">
                  routing decision
                </Term>
              </Place>
            </>
          }
        />
        <Way />
        {egress.length === 0 ? null : (
          <>
            <DeviceHooks hook="egress" stations={egress} />
            <Way />
          </>
        )}
        <Place>to the network</Place>
        {bridge.length === 0 ? null : <BridgeHooks stations={bridge} />}
      </div>
    </section>
  );
}

function BridgeHooks({ stations }: { readonly stations: readonly HookStations[] }) {
  return (
    <section
      aria-label="A frame's way through a bridge"
      className="mt-5 flex flex-col border-line-strong border-t border-dashed pt-3"
    >
      <h3 className="pb-2 font-medium text-ink-2">
        <Term hint="Tables of family bridge: they see frames, also such that no rule of IP ever sees, since the bridge passes them from port to port.">
          Frames at bridges
        </Term>
      </h3>
      <Place>in by a port</Place>
      <Way />
      <HookWays
        stations={stations}
        of="bridges"
        decision={
          <Term hint="The bridge looks the frame's MAC address up: fdb.">whose MAC address</Term>
        }
        upwards="the bridge's own"
        through="of another port, or of all"
        top={
          <Place>
            <Term hint="The diagram above: the bridge itself is the device.">IP layer</Term>
          </Place>
        }
      />
      <Way />
      <Place>out by a port</Place>
    </section>
  );
}
