import type { PortMaps } from '@vethscope/model';
import { useMemo } from 'react';
import { plural } from '../../../ui/format.ts';
import { useCapture } from '../../../view/CaptureContext.tsx';
import { useNetnsView } from '../../../view/useNetnsView.ts';
import { useViewState } from '../../../view/viewState.ts';
import { CollapsedList } from '../machinery/CollapsedList.tsx';
import type { RulePlace } from '../rulePlace.ts';
import { PortMapRow } from './PortMapRow.tsx';
import { podsByAddress } from './podsByAddress.ts';
import { portMapRows } from './portMapRows.ts';
import { portMapsCsv } from './portMapsCsv.ts';

/** CNI's rules for host ports as what they come to: which port leads to which pod. */
export function PortMapsView({ found }: { readonly found: PortMaps<RulePlace> }) {
  const { topology, index } = useCapture();
  const { view } = useViewState();
  const netns = useNetnsView()?.element.id;
  const pods = useMemo(() => {
    const machine = netns === undefined ? undefined : index.machineOf(netns);
    const here = topology.nodes.filter((node) => node.kind === 'pod');
    return podsByAddress(here.filter(({ id }) => index.machineOf(id) === machine));
  }, [topology, index, netns]);
  const { maps, notUnderstood } = found;
  const rows = useMemo(() => portMapRows(maps, pods, view.q ?? ''), [maps, pods, view.q]);
  return (
    <CollapsedList
      label="Host ports"
      filterBy={`Filter ${plural(maps.length, 'host port')} by pod, port or address`}
      rows={rows}
      render={(row) => <PortMapRow row={row} />}
      csv={() => portMapsCsv(rows)}
      empty={maps.length === 0 ? 'No host port leads to a pod here.' : 'No port fits the filter.'}
      notUnderstood={notUnderstood}
      writer="CNI portmap"
    />
  );
}
