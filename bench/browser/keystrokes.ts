import type { Page } from '@playwright/test';

/** From a text in the search box to a frame with what is found: what its list shows has changed. */
export function millisecondsToAnswer(page: Page, query: string): Promise<number> {
  return page.getByRole('combobox', { name: 'Search everything' }).evaluate(enterText, query);
}

/** Runs in the page. */
function enterText(box: Element, text: string): Promise<number> {
  const list = document.getElementById(box.getAttribute('aria-controls') ?? '');
  if (!(box instanceof HTMLInputElement) || !list) throw new Error('no search box');
  return new Promise((resolve) => {
    const started = performance.now();
    const watch = new MutationObserver(() => {
      watch.disconnect();
      // The frame after this one's is begun when this one has been painted.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => resolve(performance.now() - started)),
      );
    });
    watch.observe(list, { childList: true, characterData: true, subtree: true });
    // React sees what is set by the element's own setter alone.
    const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value') ?? {};
    set?.call(box, text);
    box.dispatchEvent(new Event('input', { bubbles: true }));
  });
}
