import type { ChainIndex, ChainNamer, IptablesTable } from '@vethscope/model';
import { assertNever, hostPorts } from '@vethscope/model';
import { PortMapsView } from '../../rules/ports/PortMapsView.tsx';
import type { Machinery } from './machineryOf.ts';
import { PoliciesView } from './PoliciesView.tsx';
import { ServicesView } from './ServicesView.tsx';

/** What a program's rules come to, in place of the rules. */
export function MachineryView(props: {
  readonly machinery: Machinery;
  readonly index: ChainIndex;
  readonly nameOf: ChainNamer;
  readonly filter: IptablesTable | undefined;
}) {
  const { machinery, index, nameOf, filter } = props;
  switch (machinery) {
    case 'services':
      return <ServicesView index={index} nameOf={nameOf} filter={filter} />;
    case 'ports':
      return <PortMapsView found={hostPorts(index.table)} />;
    case 'policies':
      return <PoliciesView index={index} nameOf={nameOf} />;
    default:
      return assertNever(machinery);
  }
}
