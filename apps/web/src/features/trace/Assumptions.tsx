import { ShieldQuestion } from 'lucide-react';
import { useState } from 'react';
import { Note } from './Note.tsx';

const FEW = 4;

/** What an answer rests on that the capture does not tell: the first few, and all on demand. */
export function Assumptions(props: { readonly of: readonly string[]; readonly title: string }) {
  const [isWhole, setWhole] = useState(false);
  const all = props.of;
  if (all.length === 0) return null;
  // One more line would be no longer than the button that shows it.
  const shown = isWhole || all.length === FEW + 1 ? all : all.slice(0, FEW);
  return (
    <Note icon={ShieldQuestion} title={props.title}>
      <ul className="list-disc pl-4">
        {shown.map((assumption) => (
          <li key={assumption}>{assumption}</li>
        ))}
      </ul>
      {shown.length < all.length && (
        <button
          type="button"
          className="rounded pl-4 text-accent-text hover:underline"
          onClick={() => setWhole(true)}
        >
          and {all.length - shown.length} more
        </button>
      )}
    </Note>
  );
}
