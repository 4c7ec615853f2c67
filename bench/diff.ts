import { diffRecords, type Snapshot } from '@vethscope/model';
import { type CaptureFiles, readSnapshot } from '@vethscope/parsers';
import { type Comparison, compareTimes } from './compare.ts';
import { generateNode } from './generate.ts';
import { ruleCount } from './kubeProxyNat.ts';

const SERVICES = { services: 5_000, endpointsPerService: 10 };
const CHANGES = 50;

/** What a rollout leaves behind on a large node: a few rules among very many. */
export function benchDiff(): readonly Comparison[] {
  const earlier = generateNode('rules', { pods: 0, ...SERVICES });
  const later = withoutSomeRules(earlier);
  const [before, after] = [readSnapshot([earlier]), readSnapshot([later])];
  const found = diffRecords(before, after).changes.length;
  if (found !== CHANGES) throw new Error(`${found} changes where ${CHANGES} were made`);
  return [
    compareTimes({
      benchmark: `${CHANGES} changes among ${ruleCount(SERVICES).toLocaleString('en')} rules`,
      peer: 'both snapshots to JSON, compared',
      ours: () => diffRecords(before, after),
      theirs: () => toJson(before) === toJson(after),
    }),
  ];
}

function toJson(snapshot: Snapshot): string {
  return JSON.stringify(snapshot.nodes);
}

/** Without some of the masquerading rules, one of a service each. */
function withoutSomeRules(capture: CaptureFiles): CaptureFiles {
  let left = CHANGES;
  const isTaken = (line: string) => /-A KUBE-SVC-.* -j KUBE-MARK-MASQ$/.test(line) && left-- > 0;
  return {
    ...capture,
    files: capture.files.map((file) => ({
      ...file,
      text: file.text
        .split('\n')
        .filter((line) => !isTaken(line))
        .join('\n'),
    })),
  };
}
