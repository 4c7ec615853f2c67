import type { CriSandbox, FirewalldZone, UnmanagedDevices } from '../../snapshot/kubernetes.ts';
import type { NodeSnapshot } from '../../snapshot/snapshot.ts';
import { list, type RecordEntry, word } from '../recordEntry.ts';

/** What belongs to the node and to no namespace of it. */
export function nodeEntries(node: NodeSnapshot): readonly RecordEntry[] {
  return [
    ...node.runtime.sandboxes.map(sandboxEntry),
    ...node.firewalldZones.map(zoneEntry),
    ...node.unmanagedDevices.flatMap(unmanagedEntries),
  ];
}

/** Tables show 13 characters of an id, JSON all 64. */
const SHOWN_ID_LENGTH = 13;

/** By its pod: one that was made anew is a change of the pod's sandbox. */
function sandboxEntry(sandbox: CriSandbox): RecordEntry {
  const { id, pod, namespace, state, attempt, netnsPath, addresses, hostNetwork } = sandbox;
  const head = namespace === undefined ? pod : `${namespace}/${pod}`;
  return {
    ...{ kind: 'sandbox', settledBy: 'sandboxes', key: head, head },
    facts: {
      id: id.slice(0, SHOWN_ID_LENGTH),
      state,
      attempt: word('attempt', attempt),
      netnsPath: word('netns', netnsPath),
      addresses: list('addresses', addresses),
      hostNetwork: word('hostNetwork', hostNetwork),
    },
    evidence: [sandbox.evidence, ...(sandbox.moreEvidence ?? [])],
  };
}

function zoneEntry({ name, active, settings, richRules, evidence }: FirewalldZone): RecordEntry {
  return {
    ...{ kind: 'firewalldZone', settledBy: 'firewalldZones', key: name, head: name },
    facts: {
      active: active ? 'active' : 'inactive',
      ...Object.fromEntries(
        Object.entries(settings).map(([key, value]) => [
          `setting ${key}`,
          value === '' ? '' : list(`${key}:`, value.split(' ')),
        ]),
      ),
      richRules: richRules.join('; '),
    },
    evidence: [evidence],
  };
}

function unmanagedEntries({ specs, evidence }: UnmanagedDevices): readonly RecordEntry[] {
  const about = { kind: 'unmanagedDevices', settledBy: 'unmanagedDevices' } as const;
  return specs.map((spec) => ({
    ...about,
    key: spec,
    head: spec,
    facts: {},
    evidence: [evidence],
  }));
}
