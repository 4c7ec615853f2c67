import type { ChainIndex, ChainNamer, IptablesTable } from '@vethscope/model';
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
  return machinery === 'services' ? (
    <ServicesView index={index} nameOf={nameOf} filter={filter} />
  ) : (
    <PoliciesView index={index} nameOf={nameOf} />
  );
}
