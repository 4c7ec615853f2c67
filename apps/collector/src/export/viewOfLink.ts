/** A view's fields as text: no more than a link that browsers and chats pass on. */
export const LONGEST_VIEW = 8_000;

/**
 * The view in a link to the dashboard, which a person copies: `http://…/#/c/ID?tab=routes`, what
 * stands after its `#`, or the fields alone. `undefined` where there is none.
 */
export function viewOfLink(text: string): string | undefined {
  const fragment = text.slice(text.indexOf('#') + 1);
  const isFields = !fragment.includes('?') && /^[a-z]+=/.test(fragment);
  const fields = isFields ? fragment : fragment.split('?').slice(1).join('?');
  const isPlain = /^[\u0021-\u007e]*$/.test(fields);
  return fields !== '' && fields.length <= LONGEST_VIEW && isPlain ? fields : undefined;
}
