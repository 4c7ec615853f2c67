import { ChevronDown, ChevronRight, ShieldQuestion } from 'lucide-react';
import { useId, useState } from 'react';
import { Note } from './Note.tsx';
import { PlaceText } from './PlaceText.tsx';

/** More lines than these are told on demand: what decides stands in the verdict. */
const FEW = 2;

/** What an answer rests on that the capture does not tell. */
export function Assumptions(props: { readonly of: readonly string[]; readonly title: string }) {
  const [isTurned, setTurned] = useState(false);
  const listId = useId();
  const { of: all, title } = props;
  if (all.length === 0) return null;
  const isFoldable = all.length > FEW;
  const isOpen = !isFoldable || isTurned;
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <Note
      icon={ShieldQuestion}
      title={
        isFoldable ? (
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={listId}
            onClick={() => setTurned(!isTurned)}
            className="inline-flex items-center gap-1 rounded text-left hover:underline"
          >
            {title}
            <span className="font-normal text-ink-2 tabular-nums">{all.length}</span>
            <Chevron size={13} aria-hidden="true" />
          </button>
        ) : (
          title
        )
      }
    >
      <ul id={listId} hidden={!isOpen} className="list-disc pl-4">
        {all.map((assumption) => (
          <li key={assumption}>
            <PlaceText text={assumption} />
          </li>
        ))}
      </ul>
    </Note>
  );
}
