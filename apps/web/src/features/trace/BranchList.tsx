import { type Branch, percentWords } from '@vethscope/trace';
import { useViewState } from '../../view/viewState.ts';
import { DISPOSITION_LOOKS, TONE_CLASSES } from './dispositionLook.ts';
import type { ShownTrace } from './TraceContext.tsx';

/** The ways that are left open, with what each takes for granted; choosing one shows its story. */
export function BranchList({ shown }: { readonly shown: ShownTrace }) {
  const { trace, at } = shown;
  const { setView } = useViewState();
  if (trace.branches.length < 2) return null;
  return (
    <section aria-label="Ways it can go" className="border-line border-b px-4 py-3">
      <h3 className="mb-1.5 font-semibold text-sm">
        Ways it can go
        <span className="ml-1.5 font-normal text-ink-3">{trace.branches.length}</span>
      </h3>
      <ul className="flex flex-col gap-1.5">
        {trace.branches.map((branch, i) => (
          <li key={`${i} ${branch.because}`}>
            <button
              type="button"
              aria-pressed={i === at}
              onClick={() =>
                setView({
                  branch: i === 0 ? undefined : `${i + 1}`,
                  way: undefined,
                  step: undefined,
                })
              }
              className="w-full rounded-md border border-line-strong px-2.5 py-1.5 text-left hover:bg-surface-2 aria-pressed:border-accent aria-pressed:bg-accent-soft"
            >
              <BranchWords branch={branch} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function BranchWords({ branch }: { readonly branch: Branch }) {
  const look = DISPOSITION_LOOKS[branch.disposition];
  const Icon = look.icon;
  return (
    <>
      <span className={`flex items-center gap-1.5 font-medium ${TONE_CLASSES[look.tone].text}`}>
        <Icon size={14} aria-hidden="true" />
        {look.title}
        {branch.probability !== null && (
          <span className="font-normal text-ink-2">{percentWords(branch.probability)}</span>
        )}
      </span>
      <span className="block text-ink-2 text-xs leading-4 [overflow-wrap:anywhere]">
        {branch.because}
      </span>
      {branch.assumptions.map((assumption) => (
        <span
          key={assumption}
          className="block text-ink-2 text-xs leading-4 [overflow-wrap:anywhere]"
        >
          if {assumption}
        </span>
      ))}
    </>
  );
}
