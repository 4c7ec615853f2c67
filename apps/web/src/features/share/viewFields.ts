import { formatViewState, parseViewState, type ViewState } from '../../view/viewState.ts';

/** A view without its capture, as text: what saved views and exported pages keep of it. */
export function fieldsOf(view: ViewState): string {
  const { capture: _, theme: __, ...rest } = view;
  return formatViewState(rest).replace(/^#\/\??/, '');
}

/** The inverse, in the capture and the theme that are there. */
export function viewOfFields(fields: string, { capture, theme }: ViewState): ViewState {
  return {
    ...parseViewState(`#/?${fields}`),
    ...(capture !== undefined && { capture }),
    ...(theme !== undefined && { theme }),
  };
}
