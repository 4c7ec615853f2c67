import { SpokenSign } from '../../diff/ChangeSign.tsx';
import type { Side } from '../../diff/detailsSide.ts';
import { OtherLine } from '../../diff/OtherLine.tsx';
import type { RuleChange } from '../../diff/ruleChanges.ts';

/** What became of a rule between two captures, and its line in the other one. */
export function RuleSign(props: { readonly change: RuleChange; readonly otherSide: Side }) {
  const { change, otherSide } = props;
  const { way, other } = change;
  return (
    <p className="flex items-center gap-1.5 text-ink-2 text-xs">
      <SpokenSign change={way === 'changed' || way === 'moved' ? 'altered' : way} />
      <span aria-hidden>{way}</span>
      {way === 'moved' && other?.number !== undefined ? (
        <span>
          {otherSide}: number {other.number}
        </span>
      ) : null}
      {other ? <OtherLine record={other} side={otherSide} /> : null}
    </p>
  );
}
