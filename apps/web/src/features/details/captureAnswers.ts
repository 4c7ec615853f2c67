import type { FactKind, NetnsElement, Snapshot } from '@vethscope/model';
import { HOST_NETNS, netnsId } from '@vethscope/model';
import type { OpenCapture } from '../../view/CaptureContext.tsx';
import type { CaptureIndex } from '../../view/captureIndex.ts';
import { whyUnknown } from '../../view/whyUnknown.ts';
import { NETNS_QUESTIONS, NODE_QUESTIONS } from './wording.ts';

/** Which questions are answered, and why others are not, where the capture tells. */
interface Answers {
  readonly captured: ReadonlySet<FactKind>;
  readonly reasons: ReadonlyMap<FactKind, string>;
}

interface AnswerGroup extends Answers {
  readonly members: readonly NetnsElement[];
}

interface CaptureAnswers {
  /** Namespaces about which the same questions are answered. */
  readonly groups: readonly AnswerGroup[];
  readonly nodes: Answers;
}

/** Of a hundred nodes it takes a tenth of a second: made once for a capture. */
export function captureAnswers(capture: OpenCapture): CaptureAnswers {
  const known = answersOf.get(capture);
  if (known) return known;
  const { snapshot, topology, index } = capture;
  const namespaces = topology.nodes.filter((node) => node.kind === 'netns');
  const hosts = snapshot.nodes.map(({ name }) => netnsId(name, HOST_NETNS));
  const captured = everythingCaptured(snapshot);
  const answers: CaptureAnswers = {
    groups: answerGroups(index, namespaces),
    nodes: { captured, reasons: reasonsOf(index, hosts, NODE_QUESTIONS, captured) },
  };
  answersOf.set(capture, answers);
  return answers;
}

const answersOf = new WeakMap<OpenCapture, CaptureAnswers>();

function answerGroups(
  index: CaptureIndex,
  namespaces: readonly NetnsElement[],
): readonly AnswerGroup[] {
  const groups = new Map<string, { members: NetnsElement[]; captured: Set<FactKind> }>();
  for (const netns of namespaces.filter(({ captured }) => captured)) {
    const captured = new Set(
      index.netnsSnapshots(netns.id).flatMap((snapshot) => snapshot.netns.captured),
    );
    const answers = NETNS_QUESTIONS.filter((kind) => captured.has(kind));
    const key = `${netns.isHost} ${answers.join(' ')}`;
    const group = groups.get(key);
    if (group) group.members.push(netns);
    else groups.set(key, { members: [netns], captured });
  }
  return [...groups.values()]
    .sort((a, b) => Number(b.members[0]?.isHost) - Number(a.members[0]?.isHost))
    .map(({ members, captured }) => {
      const ids = members.map(({ id }) => id);
      return { members, captured, reasons: reasonsOf(index, ids, NETNS_QUESTIONS, captured) };
    });
}

/** The first namespace that tells why; asked one by one, as the first mostly does. */
function reasonsOf(
  index: CaptureIndex,
  namespaces: readonly string[],
  questions: readonly FactKind[],
  captured: ReadonlySet<FactKind>,
): ReadonlyMap<FactKind, string> {
  const reasons = new Map<FactKind, string>();
  for (const kind of questions.filter((question) => !captured.has(question))) {
    for (const id of namespaces) {
      const reason = whyUnknown(index.netnsCapture(id), kind);
      if (reason === undefined) continue;
      reasons.set(kind, reason);
      break;
    }
  }
  return reasons;
}

function everythingCaptured({ nodes }: Snapshot): ReadonlySet<FactKind> {
  return new Set(nodes.flatMap((node) => node.namespaces.flatMap(({ captured }) => captured)));
}
