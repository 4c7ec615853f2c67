import type { GlyphKind } from '../../ui/KindGlyph.tsx';

/** One row of the outline as it is on screen: a tree, flattened to what is open. */
export interface OutlineRow {
  /** Unlike every other row's: an element may stand at several places. */
  readonly id: string;
  /** What it selects; absent for headings. */
  readonly element: string | undefined;
  readonly kind: GlyphKind | undefined;
  readonly title: string;
  /** Beside the title: an address, a count. */
  readonly about: string;
  readonly level: number;
  readonly isOpen: boolean | undefined;
  /** Place among its siblings, from 1. */
  readonly position: number;
  readonly siblings: number;
  readonly parent: string | undefined;
}

export interface Branch {
  readonly id: string;
  readonly element: string | undefined;
  readonly kind: GlyphKind | undefined;
  readonly title: string;
  readonly about: string;
  readonly children: () => readonly Branch[];
}

/** Rows of the open branches, in order. `isOpen` decides by id. */
export function outlineRows(
  roots: readonly Branch[],
  isOpen: (id: string) => boolean,
): readonly OutlineRow[] {
  const rows: OutlineRow[] = [];
  const add = (branches: readonly Branch[], level: number, parent: string | undefined) => {
    for (const [i, { children: childrenOf, ...branch }] of branches.entries()) {
      const children = childrenOf();
      const open = children.length === 0 ? undefined : isOpen(branch.id);
      rows.push({
        ...branch,
        level,
        isOpen: open,
        position: i + 1,
        siblings: branches.length,
        parent,
      });
      if (open) add(children, level + 1, branch.id);
    }
  };
  add(roots, 1, undefined);
  return rows;
}
