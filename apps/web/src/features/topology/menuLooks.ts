/** What the legend's menus look like. */
export const MENU_BUTTON =
  'flex h-6 max-w-64 items-center gap-1 rounded border border-line-strong px-1.5 hover:bg-surface-2';
export const MENU =
  'z-40 max-h-(--radix-dropdown-menu-content-available-height) min-w-56 overflow-y-auto rounded-lg border border-line bg-surface p-1 shadow-pop';
export const MENU_ITEM =
  'flex min-h-7 cursor-pointer items-center gap-2 rounded-md px-2 text-sm outline-none data-highlighted:bg-surface-3';
