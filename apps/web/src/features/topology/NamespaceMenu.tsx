import type { Topology } from '@vethscope/model';
import { Check, ChevronDown } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { type ReactNode, useMemo } from 'react';
import { compareNames } from '../../ui/sortRows.ts';
import { useViewState } from '../../view/viewState.ts';
import { MENU, MENU_BUTTON, MENU_ITEM } from './menuLooks.ts';
import { allNamespaces, namespacesAlone, turnNamespace } from './namespaceFilter.ts';

/** Leaves the pods of chosen Kubernetes namespaces; without effect where all are of one. */
export function NamespaceMenu(props: { readonly topology: Topology }) {
  const { topology } = props;
  const { view, setView } = useViewState();
  const namespaces = useMemo(() => countPods(topology), [topology]);
  const alone = namespacesAlone(view.hide);
  if (namespaces.length < 2 && alone.length === 0) return null;
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger
        title="Show the pods of one Kubernetes namespace alone, or of some"
        className={MENU_BUTTON}
      >
        Namespaces: {wordsFor(alone)}
        <ChevronDown size={12} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="start" sideOffset={6} className={MENU}>
          <Item
            isChosen={alone.length === 0}
            onTurn={() => setView({ hide: allNamespaces(view.hide) })}
          >
            All
          </Item>
          <DropdownMenu.Separator className="my-1 border-line border-t" />
          {namespaces.map(([namespace, pods]) => (
            <Item
              key={namespace}
              isChosen={alone.includes(namespace)}
              onTurn={() => setView({ hide: turnNamespace(view.hide, namespace) })}
            >
              {namespace} <span className="text-ink-3 tabular-nums">{pods}</span>
            </Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Item(props: {
  readonly isChosen: boolean;
  readonly onTurn: () => void;
  readonly children: ReactNode;
}) {
  return (
    <DropdownMenu.CheckboxItem
      checked={props.isChosen}
      onSelect={props.onTurn}
      className={MENU_ITEM}
    >
      {props.children}
      <DropdownMenu.ItemIndicator className="ml-auto">
        <Check size={14} className="text-accent-text" aria-hidden="true" />
      </DropdownMenu.ItemIndicator>
    </DropdownMenu.CheckboxItem>
  );
}

function wordsFor([first, ...others]: readonly string[]): string {
  if (first === undefined) return 'all';
  return others.length === 0 ? `${first} only` : `${others.length + 1} only`;
}

function countPods({ nodes }: Topology): readonly (readonly [namespace: string, pods: number])[] {
  const counts = new Map<string, number>();
  for (const node of nodes) {
    if (node.kind === 'pod') counts.set(node.namespace, (counts.get(node.namespace) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => compareNames(a, b));
}
