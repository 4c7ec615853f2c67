import {
  type CapturedInput,
  compareEvidence,
  compareText,
  type Diagnostic,
  HOST_NETNS,
  type NodeSnapshot,
  type Snapshot,
} from '@vethscope/model';
import type { CaptureFiles } from '../archive/captureFiles.ts';
import { ignoredOnPurpose } from '../commands/ignored/command.ts';
import { wholeEvidence } from '../recognize/fileOutputs.ts';
import { captureNamer, type NamedCapture, uniqueName } from './evidenceFiles.ts';
import type { FactSource } from './netnsParts.ts';
import { assembleNode, showsMachine } from './nodeParts.ts';
import { type ReadFiles, readFiles } from './readFiles.ts';
import { capturedInput, type ReadInput } from './readOutput.ts';
import { emptyFiles, unrecognizedFiles } from './unrecognizedFiles.ts';

/**
 * Reads captures, each one of a node (or of several, where its folders say so), into a snapshot.
 * Pure: the same captures in the same order give the same snapshot. Never throws; what could not be
 * read is in `diagnostics`. `onProgress` hears now and then how much of the text is read, 0 to 1.
 */
export function readSnapshot(
  captures: readonly CaptureFiles[],
  onProgress: (share: number) => void = () => {},
): Snapshot {
  const reader = startSnapshot(captures.length > 1);
  const onRead = sharesOf(captures, onProgress);
  for (const capture of captures) reader.read(capture, onRead);
  return reader.end();
}

/** Reads captures one after the other: who gets them over a wire need not wait for the last. */
export interface SnapshotReader {
  /** `onRead` hears after each output how many characters it had. */
  readonly read: (capture: CaptureFiles, onRead: (characters: number) => void) => void;
  /** What `readSnapshot` makes of the same captures. */
  readonly end: () => Snapshot;
}

export function startSnapshot(areSeveral: boolean): SnapshotReader {
  const nameOf = captureNamer(areSeveral);
  const nodeNames = new Set<string>();
  const parts: ReadCapture[] = [];
  return {
    read: (capture, onRead) => {
      parts.push(readCapture(nameOf(capture), nodeNames, onRead));
    },
    end: () => ({
      nodes: parts.flatMap(({ nodes }) => nodes),
      inputs: parts
        .flatMap(({ inputs }) => inputs)
        .sort(
          (a, b) => compareEvidence(a.evidence, b.evidence) || compareText(a.command, b.command),
        ),
      diagnostics: parts
        .flatMap(({ diagnostics }) => diagnostics)
        .sort((a, b) => compareEvidence(a, b) || compareText(a.message, b.message)),
    }),
  };
}

function sharesOf(
  captures: readonly CaptureFiles[],
  onProgress: (share: number) => void,
): (characters: number) => void {
  const of = captures.flatMap(({ files }) => files).reduce((sum, { text }) => sum + text.length, 0);
  let done = 0;
  return (characters) => {
    done += characters;
    // An output that several commands share is read several times.
    onProgress(Math.min(1, done / of));
  };
}

/** No output of any command was understood: there is nothing to show. */
export function isUnreadable({ inputs }: Snapshot): boolean {
  return !inputs.some(({ parser, coverage: { understood, unsupported, unrecognized } }) => {
    if (parser === undefined || parser === ignoredOnPurpose.name) return false;
    // A list may be empty: "No resources found".
    return understood > 0 || unsupported + unrecognized === 0;
  });
}

interface ReadCapture {
  readonly nodes: readonly NodeSnapshot[];
  readonly inputs: readonly CapturedInput[];
  readonly diagnostics: readonly Diagnostic[];
}

function readCapture(
  named: NamedCapture,
  nodeNames: Set<string>,
  onRead: (characters: number) => void,
): ReadCapture {
  const { reads, strangers, empty, bundles, diagnostics } = readsOf(named, onRead);
  const nodes = nodesOf(reads, named.name).map(({ key, sources }) => {
    const bundle = bundles.get(key);
    const fallbackName = key ?? bundle?.node ?? named.name;
    const { node, diagnostics: remarks } = assembleNode(fallbackName, sources);
    const captured = bundle ? { ...node, capture: bundle.record } : node;
    return { key, ...renamed(captured, nodeNames), remarks };
  });
  const nameOf = (key: string | undefined): string =>
    (nodes.find((node) => node.key === key) ?? nodes[0])?.node.name ?? named.name;
  return {
    nodes: nodes.map(({ node }) => node),
    inputs: [
      ...reads
        .filter(({ found }) => !found.isImplied)
        .map((read) => capturedInput(read, nameOf(read.found.node))),
      ...strangers.map(({ file, text }) => strangerInput(file, text, nameOf(undefined))),
    ],
    diagnostics: [
      ...named.capture.diagnostics.map((one) => ({ ...one, file: named.fileOf(one.file) })),
      ...diagnostics,
      ...reads.flatMap((read) => read.diagnostics),
      ...unrecognizedFiles(strangers),
      ...emptyFiles(empty),
      ...nodes.flatMap(({ remarks, renaming }) => [...remarks, ...renaming]),
    ],
  };
}

interface CaptureReads {
  readonly reads: readonly ReadInput[];
  /** Files in which no command's output was found. */
  readonly strangers: readonly { readonly file: string; readonly text: string }[];
  /** Nothing may have been there to list, or the command may have failed: nobody knows. */
  readonly empty: readonly string[];
  readonly bundles: ReadFiles['bundles'];
  readonly diagnostics: readonly Diagnostic[];
}

function readsOf(
  { capture, fileOf }: NamedCapture,
  onRead: (characters: number) => void,
): CaptureReads {
  const {
    files,
    bundles,
    bundled,
    diagnostics: remarks,
  } = readFiles(capture.files, fileOf, onRead);
  const reads: ReadInput[] = [...bundled];
  const strangers: { file: string; text: string }[] = [];
  const empty: string[] = [];
  const diagnostics: Diagnostic[] = [...remarks];
  for (const read of files) {
    const file = fileOf(read.captured.path);
    if (read.kind === 'empty') {
      empty.push(file);
    } else if (read.kind === 'stranger') {
      strangers.push({ file, text: read.captured.text });
    } else if (read.kind === 'outputs' && read.form !== 'bundled') {
      reads.push(...read.outputs);
      diagnostics.push(...read.diagnostics);
    }
  }
  return { reads, strangers, empty, bundles, diagnostics };
}

interface NodeSources {
  /** Absent: the capture's own node. */
  readonly key: string | undefined;
  readonly sources: readonly FactSource[];
}

/** The outputs by node. What only a cluster's API told needs no node of its own. */
function nodesOf(reads: readonly ReadInput[], captureName: string): readonly NodeSources[] {
  const byNode = new Map<string | undefined, FactSource[]>();
  for (const { found, facts, argv } of reads) {
    if (facts === undefined) continue;
    const sources = byNode.get(found.node) ?? [];
    sources.push({ facts, found, argv });
    byNode.set(found.node, sources);
  }
  const nodes = [...byNode].map(([key, sources]) => ({ key, sources }));
  nodes.sort((a, b) => compareText(a.key ?? captureName, b.key ?? captureName));
  const machines = nodes.filter(({ sources }) => showsMachine(sources));
  const [first, ...rest] = machines;
  if (first === undefined) {
    const sources = nodes.flatMap((node) => node.sources);
    return sources.length === 0 ? [] : [{ key: undefined, sources }];
  }
  const clusterOnly = nodes.filter((node) => !machines.includes(node));
  const shared = clusterOnly.flatMap(({ sources }) => sources);
  return [{ key: first.key, sources: [...first.sources, ...shared] }, ...rest];
}

/** Two captures of one name would share their ids. */
function renamed(
  node: NodeSnapshot,
  taken: Set<string>,
): { readonly node: NodeSnapshot; readonly renaming: readonly Diagnostic[] } {
  const name = uniqueName(node.name, taken);
  if (name === node.name) return { node, renaming: [] };
  const at = node.nameEvidence ?? node.namespaces.flatMap(({ links }) => links)[0]?.evidence;
  const message = `another capture is of a node ${node.name}, too: this one is shown as ${name}`;
  return {
    node: { ...node, name },
    renaming: at ? [{ ...at, severity: 'warning', message }] : [],
  };
}

function strangerInput(file: string, text: string, node: string): CapturedInput {
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '').length;
  return {
    evidence: wholeEvidence(file, text),
    command: file.slice(file.lastIndexOf('/') + 1),
    node,
    netns: HOST_NETNS,
    records: 0,
    coverage: { understood: 0, ignored: 0, unsupported: lines, unrecognized: 0 },
  };
}
