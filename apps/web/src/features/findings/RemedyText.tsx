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
          <span key={i}>
            <code className="rounded bg-surface-3 px-1 py-px font-mono text-xs">{text}</code>
            {/* Joined: the button is never alone at the start of a line. */}
            {kind === 'command' && '\u2060'}
            {kind === 'command' && (
              <span className="inline-flex align-middle [&_button]:size-5 [&_svg]:size-3">
                <CopyButton label={`Copy ${text}`} text={() => text} />
              </span>
            )}
          </span>
        ),
      )}
    </p>
  );
}
