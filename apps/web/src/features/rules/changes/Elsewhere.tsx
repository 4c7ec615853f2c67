import type { RecordSide } from '@vethscope/model';
import { CsvButton } from '../../../ui/CsvButton.tsx';
import { plural } from '../../../ui/format.ts';
import { SpokenSign } from '../../diff/ChangeSign.tsx';
import type { Side } from '../../diff/detailsSide.ts';
import { OtherLine } from '../../diff/OtherLine.tsx';
import { elsewhereCsv } from './elsewhereCsv.ts';

const MOST = 20;

/** Rules of the chain that only the other capture has: they went since, or were not there yet. */
export function Elsewhere(props: {
  readonly chain: string;
  readonly rules: readonly RecordSide[];
  readonly otherSide: Side;
}) {
  const { chain, rules, otherSide } = props;
  if (rules.length === 0) return null;
  const isGone = otherSide === 'before';
  const title = isGone ? 'Rules that went' : 'Rules that came';
  return (
    <section
      aria-label={title}
      className="max-h-40 shrink-0 overflow-y-auto rounded-md border border-line bg-surface px-2.5 py-1"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: without focus the keyboard cannot scroll it
      tabIndex={0}
    >
      <header className="flex items-center justify-between text-ink-3 text-xs">
        <h4>{title}</h4>
        <CsvButton
          name={`${title}, ${chain}`}
          rows={() => elsewhereCsv(rules)}
          className="!size-6"
        />
      </header>
      <ul>
        {rules.slice(0, MOST).map((rule) => (
          <li key={`${rule.number} ${rule.text}`} className="flex items-start gap-1.5 py-0.5">
            <span className="flex h-5 items-center">
              <SpokenSign change={isGone ? 'went' : 'came'} />
            </span>
            <code
              className={`min-w-0 flex-1 font-mono text-xs leading-5 [overflow-wrap:anywhere] ${isGone ? 'text-ink-2 line-through' : 'text-ink'}`}
            >
              {rule.text}
            </code>
            <OtherLine record={rule} side={otherSide} />
          </li>
        ))}
        {rules.length > MOST ? (
          <li className="text-ink-3 text-xs">and {plural(rules.length - MOST, 'more', 'more')}</li>
        ) : null}
      </ul>
    </section>
  );
}
