import { useEffect, useState } from 'react';
import type { ResultGroup, ResultOption } from './ResultList.tsx';

/** The current option of a list under a text field, and the field's keys that walk and choose. */
export function useResultKeys(props: {
  readonly listId: string;
  readonly groups: readonly ResultGroup[];
  /** `undefined`: Enter where there is none. */
  readonly onChoose: (option: ResultOption | undefined) => void;
  readonly onEscape: () => void;
}): {
  readonly current: number;
  readonly setCurrent: (option: number) => void;
  readonly onKeyDown: (event: React.KeyboardEvent) => void;
} {
  const { listId, groups } = props;
  const [active, setActive] = useState(0);
  const options = groups.flatMap((group) => group.options);
  const current = Math.min(active, options.length - 1);
  const [first] = options;
  useEffect(() => {
    if (first)
      document.getElementById(`${listId}-${current}`)?.scrollIntoView({ block: 'nearest' });
  }, [current, listId, first]);
  return {
    current,
    setCurrent: setActive,
    onKeyDown: (event) => {
      const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
      const move = moves[event.key];
      if (move !== undefined && options.length > 0) {
        event.preventDefault();
        setActive((current + move + options.length) % options.length);
      } else if (event.key === 'Enter') {
        event.preventDefault();
        props.onChoose(options[current]);
      } else if (event.key === 'Escape') {
        event.preventDefault();
        props.onEscape();
      }
    },
  };
}
