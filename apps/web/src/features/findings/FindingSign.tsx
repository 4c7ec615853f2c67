import { ICON_SIZE, SEVERITY_PATHS, type Severity } from '@vethscope/model';
import { SIGN_STROKE } from '../topology/icons.ts';

/** As the picture has it on what a finding is about. */
export function FindingSign(props: { readonly severity: Severity }) {
  const { path, isFilled } = SEVERITY_PATHS[props.severity];
  return (
    <svg
      width="13"
      height="13"
      viewBox={`-3 -3 ${ICON_SIZE + 6} ${ICON_SIZE + 6}`}
      className="shrink-0 rounded text-surface"
      style={{ background: `var(--${props.severity})` }}
      aria-hidden="true"
    >
      <path
        d={path}
        fill={isFilled === 'yes' ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth={SIGN_STROKE}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
