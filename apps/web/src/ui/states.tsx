import { CircleAlert, LoaderCircle, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

export function Spinner(props: { readonly label: string }) {
  return (
    <div role="status" className="flex h-full items-center justify-center gap-2 p-6 text-ink-2">
      <LoaderCircle size={16} className="animate-spin" aria-hidden="true" />
      <span>{props.label}</span>
    </div>
  );
}

/** Nothing is there, and that is in order: says what could be. */
export function EmptyState(props: {
  readonly icon?: LucideIcon;
  readonly title: string;
  readonly children?: ReactNode;
}) {
  const Icon = props.icon;
  return (
    <div className="flex flex-col items-center justify-center gap-1.5 px-6 py-10 text-center">
      {Icon && <Icon size={24} className="mb-1 text-ink-3" aria-hidden="true" />}
      <p className="font-medium text-ink">{props.title}</p>
      <div className="max-w-md text-ink-2 text-sm">{props.children}</div>
    </div>
  );
}

/** Something went wrong: one line what, and a way on. */
export function ErrorState(props: {
  readonly title: string;
  readonly detail?: string;
  readonly children?: ReactNode;
}) {
  return (
    <div
      role="alert"
      className="flex h-full flex-col items-center justify-center gap-2 px-6 py-10 text-center"
    >
      <CircleAlert size={24} className="text-error" aria-hidden="true" />
      <p className="font-medium text-ink">{props.title}</p>
      {props.detail !== undefined && (
        <p className="max-w-lg text-ink-2 text-sm [overflow-wrap:anywhere]">{props.detail}</p>
      )}
      {props.children && (
        <div className="mt-1 flex flex-wrap items-center justify-center gap-2">
          {props.children}
        </div>
      )}
    </div>
  );
}
