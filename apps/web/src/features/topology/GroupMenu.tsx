import type { GroupSummary } from '@vethscope/model';
import { Check, ChevronDown } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useCapture } from '../../view/CaptureContext.tsx';
import { useViewState } from '../../view/viewState.ts';
import { downIn } from './groupFacts.ts';
import { MENU, MENU_BUTTON, MENU_ITEM } from './menuLooks.ts';
import { turnGroup } from './openGroups.ts';

/** Opens and closes the groups of a large picture, for those who do not click in it. */
export function GroupMenu(props: {
  readonly groups: readonly GroupSummary[];
  /** Tells in the picture what the group holds; of none, no more. */
  readonly onTell: (group: string | undefined) => void;
}) {
  const { view, setView } = useViewState();
  const { index } = useCapture();
  // A group of one has no box that could be opened.
  const groups = props.groups
    .filter(({ count }) => count > 1)
    .map((group) => ({ ...group, down: downIn(index, group).length }));
  if (props.groups.length === 0) return null;
  const open = groups.filter(({ isOpen }) => isOpen).length;
  return (
    <DropdownMenu.Root onOpenChange={(isOpen) => !isOpen && props.onTell(undefined)}>
      <DropdownMenu.Trigger className={MENU_BUTTON}>
        Groups: {open} of {groups.length} open
        <ChevronDown size={12} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="start" sideOffset={6} className={MENU}>
          <DropdownMenu.Item className={MENU_ITEM} onSelect={() => setView({ open: 'all' })}>
            Open all
          </DropdownMenu.Item>
          <DropdownMenu.Item className={MENU_ITEM} onSelect={() => setView({ open: undefined })}>
            Close all
          </DropdownMenu.Item>
          <DropdownMenu.Separator className="my-1 border-line border-t" />
          {groups.map(({ id, title, count, isOpen, down }) => (
            <DropdownMenu.CheckboxItem
              key={id}
              checked={isOpen}
              onFocus={() => props.onTell(id)}
              onSelect={() => setView({ open: turnGroup(view.open, props.groups, id) })}
              className={MENU_ITEM}
            >
              {title}
              <span className="text-ink-3 tabular-nums">{count}</span>
              {down > 0 && <span className="text-error">{down} down</span>}
              <DropdownMenu.ItemIndicator className="ml-auto">
                <Check size={14} className="text-accent-text" aria-hidden="true" />
              </DropdownMenu.ItemIndicator>
            </DropdownMenu.CheckboxItem>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
