import { useCapture } from '../../view/CaptureContext.tsx';
import { useViewState, viewHref } from '../../view/viewState.ts';
import { askedAs } from './askedAs.ts';

const FIELDS = [
  { field: 'from', title: 'Trace from here' },
  { field: 'to', title: 'Trace to here' },
] as const;

/** Makes what is selected an end of a trace, where packets can start or end there. */
export function TraceActions(props: { readonly id: string }) {
  const { index } = useCapture();
  const { view } = useViewState();
  return (
    <p className="flex gap-3 text-xs empty:hidden">
      {FIELDS.flatMap(({ field, title }) => {
        const text = askedAs(index, props.id, field);
        return text === undefined || (view.tab === 'trace' && view[field] === text)
          ? []
          : [
              <a
                key={field}
                href={viewHref(view, { tab: 'trace', [field]: text })}
                className="text-accent-text hover:underline"
              >
                {title}
              </a>,
            ];
      })}
    </p>
  );
}
