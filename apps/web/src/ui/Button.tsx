import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { Tooltip } from './Tooltip.tsx';

export type ButtonLook = 'plain' | 'primary' | 'danger' | 'quiet';

const LOOKS: Readonly<Record<ButtonLook, string>> = {
  plain: 'border-line-strong bg-surface text-ink hover:bg-surface-2',
  primary: 'border-transparent bg-accent text-on-accent hover:brightness-110',
  danger: 'border-transparent bg-error text-surface hover:brightness-110',
  quiet: 'border-transparent text-ink-2 hover:bg-surface-3 hover:text-ink',
};

export function buttonClass(look: ButtonLook = 'plain'): string {
  return `inline-flex h-7 shrink-0 items-center justify-center gap-1.5 rounded-md border px-2.5 font-medium text-sm whitespace-nowrap transition-colors disabled:opacity-50 ${LOOKS[look]}`;
}

export function Button({
  look,
  className = '',
  ...props
}: ComponentProps<'button'> & { readonly look?: ButtonLook }) {
  return <button type="button" {...props} className={`${buttonClass(look)} ${className}`} />;
}

/** A button that is only a picture: its label is the accessible name and the tooltip. */
export function IconButton({
  label,
  icon: Icon,
  keys,
  className = '',
  ...props
}: Omit<ComponentProps<'button'>, 'children'> & {
  readonly label: string;
  readonly icon: LucideIcon;
  /** The key that does the same. */
  readonly keys?: string;
}) {
  return (
    <Tooltip content={label} {...(keys !== undefined && { keys })}>
      <button
        type="button"
        aria-label={label}
        {...props}
        className={`inline-flex size-7 shrink-0 items-center justify-center rounded-md text-ink-2 transition-colors hover:bg-surface-3 hover:text-ink disabled:opacity-40 aria-pressed:bg-surface-3 aria-pressed:text-ink ${className}`}
      >
        <Icon size={16} aria-hidden="true" />
      </button>
    </Tooltip>
  );
}
