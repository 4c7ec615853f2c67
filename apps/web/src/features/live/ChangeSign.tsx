/** What became of something, as picture and list show it: a sign and a colour. */
export type Change = 'came' | 'went' | 'altered';

const SIGNS: Readonly<Record<Change, { readonly sign: string; readonly look: string }>> = {
  came: { sign: '+', look: 'bg-ok text-surface' },
  went: { sign: '−', look: 'bg-error text-surface' },
  altered: { sign: '~', look: 'bg-warning text-surface' },
};

export function ChangeSign(props: { readonly change: Change }) {
  const { sign, look } = SIGNS[props.change];
  return (
    <span
      aria-hidden="true"
      className={`inline-flex size-4 shrink-0 items-center justify-center rounded font-bold font-mono text-2xs ${look}`}
    >
      {sign}
    </span>
  );
}

/** Above the legend while something in the picture is marked. */
export function ChangeLegend() {
  return (
    <p className="flex items-center gap-4 border-line border-t bg-surface px-3 py-1 text-ink-2 text-xs">
      <span className="flex items-center gap-1.5">
        <ChangeSign change="came" />
        came
      </span>
      <span className="flex items-center gap-1.5">
        <ChangeSign change="altered" />
        changed
      </span>
      <span className="text-ink-3">What went is in the list of changes.</span>
    </p>
  );
}
