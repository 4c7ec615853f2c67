import { Term } from '../../../ui/Tooltip.tsx';
import { ElementLink } from '../../details/ElementLink.tsx';
import type { Station } from './stations.ts';

export function StationName(props: { readonly station: Station }) {
  const { station } = props;
  switch (station.kind) {
    case 'interface':
      return <ElementLink id={station.id} />;
    case 'several':
      return <span className="text-ink-2">{station.count} interfaces have it</span>;
    case 'group':
      return <Term hint="Frames to a group of stations.">multicast group</Term>;
    case 'default':
      return <Term hint="Frames that no entry is for go there, too.">all others</Term>;
    case 'unknown':
      return <span className="text-ink-3">not known</span>;
  }
}
