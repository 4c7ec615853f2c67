import type { ReactNode } from 'react';
import { formatCount } from './format.ts';

/** One headed part of a panel. */
export function Section(props: {
  readonly title: string;
  readonly count?: number;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="border-line border-b px-4 py-3 last:border-b-0">
      <div className="mb-1.5 flex items-center gap-2">
        <h3 className="font-semibold text-ink text-sm">
          {props.title}
          {props.count !== undefined && (
            <span className="ml-1.5 font-normal text-ink-3">{formatCount(props.count)}</span>
          )}
        </h3>
        {props.aside !== undefined && <div className="ml-auto">{props.aside}</div>}
      </div>
      {props.children}
    </section>
  );
}
