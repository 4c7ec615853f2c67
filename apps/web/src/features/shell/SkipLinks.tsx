/** The parts of the page, by their names as landmarks; the element in it that takes the keys. */
const PLACES = [
  {
    title: 'Skip to the picture',
    selector: '#picture [role="application"], #picture [role="grid"]',
  },
  { title: 'Skip to the details', selector: '#details [role="tab"][aria-selected="true"]' },
] as const;

/** The first thing that Tab reaches: past the bar at the top, to where the capture is. */
export function SkipLinks() {
  return (
    <nav aria-label="Skip" className="contents">
      {PLACES.map(({ title, selector }) => (
        <button
          key={title}
          type="button"
          onClick={() => document.querySelector<HTMLElement>(selector)?.focus()}
          className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-surface focus:px-3 focus:py-1 focus:font-medium focus:shadow-pop"
        >
          {title}
        </button>
      ))}
    </nav>
  );
}
