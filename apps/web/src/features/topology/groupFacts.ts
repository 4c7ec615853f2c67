import type { GroupSummary, Kind } from '@vethscope/model';
import { plural } from '../../ui/format.ts';
import type { CaptureIndex } from '../../view/captureIndex.ts';
import type { HoverFacts } from './hoverFacts.ts';

/** So many interfaces that are down are named, the others counted. */
const NAMED = 3;

/** What the card beside the pointer says of a group: what it holds, and what of that is down. */
export function groupFacts(
  index: Pick<CaptureIndex, 'node'>,
  group: GroupSummary,
  kind: Kind,
): HoverFacts {
  const elements = group.members.flatMap((id) => index.node(id) ?? []);
  const count = (kind: (typeof elements)[number]['kind'], noun: string) => {
    const found = elements.filter((element) => element.kind === kind).length;
    return found === 0 ? [] : [plural(found, noun)];
  };
  const holds = [
    ...count('pod', 'pod'),
    ...count('netns', 'namespace'),
    ...count('interface', 'interface'),
    ...count('external', 'tunnel peer'),
  ];
  const down = downIn(index, group);
  const others = down.length - NAMED;
  const named = [...down.slice(0, NAMED), ...(others > 0 ? [`and ${others} more`] : [])];
  return {
    title: group.title,
    kind,
    subtitle: 'group',
    facts: [
      ['holds', holds.join('\n')],
      ...(down.length === 0 ? [] : ([['down', named.join('\n')]] as const)),
    ],
    reason: group.isOpen ? 'Close, at its upper right, closes it.' : 'A click opens it.',
  };
}

/** Names of the interfaces in a group that are down, in the group's order. */
export function downIn(
  index: Pick<CaptureIndex, 'node'>,
  { members }: GroupSummary,
): readonly string[] {
  return members.flatMap((id) => {
    const element = index.node(id);
    return element?.kind === 'interface' && element.state === 'down' ? [element.name] : [];
  });
}
