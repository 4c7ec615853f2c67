import { useState } from 'react';
import { formatCount } from '../../ui/format.ts';
import { ElementLink } from './ElementLink.tsx';

/** A cluster has thousands of namespaces of which the same is known. */
const FIRST = 24;

/** Several elements by their names, the first few of many. */
export function ElementLinks(props: {
  readonly ids: readonly string[];
  readonly className: string;
}) {
  const { ids } = props;
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen ? ids : ids.slice(0, FIRST);
  return (
    <>
      <ul className={props.className}>
        {shown.map((id) => (
          <li key={id}>
            <ElementLink id={id} />
          </li>
        ))}
      </ul>
      {ids.length > FIRST && (
        <button
          type="button"
          aria-expanded={isOpen}
          className="mb-1 rounded text-accent-text text-sm hover:underline"
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? 'Show fewer' : `Show all ${formatCount(ids.length)}`}
        </button>
      )}
    </>
  );
}
