import { SeverityIcon } from '../../ui/Badge.tsx';
import { useFindings } from './FindingsContext.tsx';

const FIRST = 3;

/** What the badge of what the pointer is on stands for. */
export function HoverFindings(props: { readonly of: readonly string[] }) {
  const findings = useFindings();
  if (findings.kind !== 'known') return null;
  const keys = new Set(props.of.flatMap((id) => findings.at(id).map(({ key }) => key)));
  const own = findings.findings.filter(({ key }) => keys.has(key));
  if (own.length === 0) return null;
  return (
    <ul className="mt-1.5 flex flex-col gap-0.5 border-line border-t pt-1.5">
      {own.slice(0, FIRST).map(({ key, severity, title }) => (
        <li key={key} className="flex items-start gap-1.5">
          <span className="flex h-5 items-center">
            <SeverityIcon severity={severity} size={12} />
          </span>
          <span className="min-w-0 [overflow-wrap:anywhere]">{title}</span>
        </li>
      ))}
      {own.length > FIRST && <li className="text-ink-3">and {own.length - FIRST} more findings</li>}
    </ul>
  );
}
