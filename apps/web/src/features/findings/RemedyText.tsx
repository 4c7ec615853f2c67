import { CopyButton } from '../../ui/CopyButton.tsx';
import { remedyParts } from './remedyParts.ts';

/** Text with commands in it, each with a button that copies it. */
export function RemedyText(props: { readonly text: string }) {
  return (
    <p className="[overflow-wrap:anywhere]">
      {remedyParts(props.text).map(({ kind, text }, i) =>
        kind === 'text' ? (
          text
        ) : (
          <code key={i} className="rounded bg-surface-3 px-1 py-px font-mono text-xs">
            {kind === 'command' ? <Command text={text} /> : text}
          </code>
        ),
      )}
    </p>
  );
}

/** The button keeps to the last word: it is never alone at the start of a line. */
function Command({ text }: { readonly text: string }) {
  const at = text.lastIndexOf(' ') + 1;
  return (
    <>
      {text.slice(0, at)}
      <span className="whitespace-nowrap">
        {text.slice(at)}
        <span className="inline-flex align-middle [&_button]:size-5 [&_svg]:size-3">
          <CopyButton label={`Copy ${text}`} text={() => text} />
        </span>
      </span>
    </>
  );
}
