import type { Layout, Topology } from '@vethscope/model';
import { useEffect, useRef } from 'react';
import { useViewState } from '../../view/viewState.ts';
import { turnGroup } from './openGroups.ts';

/**
 * What is chosen elsewhere comes into the picture: its group opens, and a picture of something else
 * alone becomes the whole one again. Once for each choice, so that the group can be closed after.
 */
export function useOpenForSelection(layout: Layout, content: Topology, isFocused: boolean): void {
  const { view, setView } = useViewState();
  const { selected, open } = view;
  const last = useRef<string>(undefined);
  useEffect(() => {
    if (last.current === selected) return;
    const isSelected = ({ id }: { readonly id: string }) => id === selected;
    const isDrawn = content.nodes.some(isSelected) || content.edges.some(isSelected);
    // Then the whole picture comes, and its groups are asked.
    if (selected !== undefined && isFocused && !isDrawn) {
      setView({ focus: undefined }, 'replace');
      return;
    }
    last.current = selected;
    const group = layout.groups.find(
      ({ isOpen, count, members }) => !isOpen && count > 1 && members.some((id) => id === selected),
    );
    if (group) setView({ open: turnGroup(open, layout.groups, group.id) }, 'replace');
  }, [selected, open, layout, content, isFocused, setView]);
}
