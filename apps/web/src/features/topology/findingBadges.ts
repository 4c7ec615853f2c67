import { SEVERITIES } from '@vethscope/findings';
import type { Box, BoxRole, Layout, Severity } from '@vethscope/model';
import type { ElementDefinition } from 'cytoscape';

/** As far as badges need it. */
interface Marked {
  readonly severity: Severity;
  readonly subjects: readonly string[];
}

const HEIGHT = 13;
const DIGIT = 6.5;
/** The sign alone; with a number, the room between them. */
const SIGN = 13;
const GAP = 1;
/** Names in a row below a title: a badge at their corner would lie on the title, or on the row above. */
const IN_ROWS: ReadonlySet<BoxRole> = new Set(['unseen-netns', 'host-pod']);
/** Out of the box at its upper left corner, so that it lies on no text and on no wire. */
const OUT = { x: 4, y: 2 } as const;
/** As far as it reaches into the box at whose left side it stands. */
const INTO = 6;

/**
 * A badge on each box that findings are about, with the sign of the worst and how many they are.
 * `boxesOf` gives the boxes that stand for a subject.
 */
export function findingBadges(
  layout: Layout,
  findings: readonly Marked[],
  boxesOf: (subject: string) => readonly string[],
  { hidden, faded }: { readonly hidden: ReadonlySet<string>; readonly faded: ReadonlySet<string> },
): readonly ElementDefinition[] {
  const byBox = new Map<string, Marked[]>();
  for (const finding of findings) {
    for (const box of new Set(finding.subjects.flatMap(boxesOf))) {
      const known = byBox.get(box);
      if (known) known.push(finding);
      else byBox.set(box, [finding]);
    }
  }
  return layout.boxes.flatMap((box): readonly ElementDefinition[] => {
    const own = byBox.get(box.id) ?? [];
    const worst = SEVERITIES.find((severity) => own.some((one) => one.severity === severity));
    if (worst === undefined || hidden.has(box.id)) return [];
    const text = own.length === 1 ? '' : `${own.length}`;
    const width = text === '' ? SIGN : SIGN + GAP + DIGIT * text.length;
    return [
      {
        group: 'nodes',
        data: { id: `badge/${box.id}`, text, width, height: HEIGHT, severity: worst },
        position: positionOn(box, width),
        pannable: true,
        classes: ['badge', worst, ...(faded.has(box.id) ? ['faded'] : [])],
      },
    ];
  });
}

function positionOn(box: Box, width: number): { readonly x: number; readonly y: number } {
  return IN_ROWS.has(box.role)
    ? { x: box.x + INTO - width / 2, y: box.y + box.height / 2 }
    : { x: box.x - OUT.x + width / 2, y: box.y - OUT.y };
}
