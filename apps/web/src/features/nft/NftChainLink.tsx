import { useViewState, viewHref } from '../../view/viewState.ts';

/** To a chain of the table on screen, or to one of its rules. */
export function NftChainLink(props: {
  readonly chain: string;
  readonly rule?: number;
  readonly text?: string;
}) {
  const { chain, rule, text = chain } = props;
  const { view } = useViewState();
  return (
    <a
      className="font-medium font-mono text-accent-text text-xs leading-5 hover:underline [overflow-wrap:anywhere]"
      href={viewHref(view, {
        chain,
        rule: rule === undefined ? undefined : String(rule),
        q: undefined,
      })}
    >
      {text}
    </a>
  );
}
