import type { Severity } from '@vethscope/model';
import { CircleX, Info, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

export type BadgeTone = 'neutral' | 'ok' | 'accent' | Severity;

const TONES: Readonly<Record<BadgeTone, string>> = {
  neutral: 'bg-surface-3 text-ink-2',
  accent: 'bg-accent-soft text-accent-text',
  ok: 'bg-ok-soft text-ok',
  error: 'bg-error-soft text-error',
  warning: 'bg-warning-soft text-warning',
  info: 'bg-info-soft text-info',
};

export function Badge(props: { readonly tone?: BadgeTone; readonly children: ReactNode }) {
  return (
    <span
      className={`inline-flex h-[18px] shrink-0 items-center gap-1 rounded px-1.5 font-medium text-2xs whitespace-nowrap ${TONES[props.tone ?? 'neutral']}`}
    >
      {props.children}
    </span>
  );
}

const SEVERITY_ICONS: Readonly<Record<Severity, LucideIcon>> = {
  error: CircleX,
  warning: TriangleAlert,
  info: Info,
};

const SEVERITY_COLORS: Readonly<Record<Severity, string>> = {
  error: 'text-error',
  warning: 'text-warning',
  info: 'text-info',
};

/** Shape and colour both tell: readable without colour. */
export function SeverityIcon(props: { readonly severity: Severity; readonly size?: number }) {
  const Icon = SEVERITY_ICONS[props.severity];
  return (
    <Icon
      size={props.size ?? 14}
      className={`shrink-0 ${SEVERITY_COLORS[props.severity]}`}
      role="img"
      aria-label={props.severity}
    />
  );
}
