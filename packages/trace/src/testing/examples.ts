import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildTopology, type Evidence } from '@vethscope/model';
import {
  type CaptureFiles,
  captureFromEntries,
  evidenceFiles,
  readSnapshot,
  type UnpackResult,
  unpackCapture,
} from '@vethscope/parsers';
import { indexNetwork, type Network } from '../network/network.ts';

const EXAMPLES = new URL('../../../../examples/', import.meta.url);

/** Captures that come with the product: `exampleNetwork('calico-single-node.md')`; a folder is one. */
export async function exampleNetwork(...paths: readonly string[]): Promise<Network> {
  return networkOf(await Promise.all(paths.map(readExample)));
}

/** An example, and the captured lines that a piece of evidence points at. */
export async function exampleWithLines(...paths: readonly string[]): Promise<{
  readonly network: Network;
  readonly linesOf: (evidence: Evidence) => readonly string[];
}> {
  const captures = await Promise.all(paths.map(readExample));
  const files = new Map(evidenceFiles(captures).map(({ path, text }) => [path, text.split('\n')]));
  return {
    network: networkOf(captures),
    linesOf: ({ file, line, endLine }) => files.get(file)?.slice(line - 1, endLine) ?? [],
  };
}

function networkOf(captures: readonly CaptureFiles[]): Network {
  const snapshot = readSnapshot(captures);
  return indexNetwork(snapshot, buildTopology(snapshot));
}

async function readExample(path: string): Promise<CaptureFiles> {
  const url = new URL(path, EXAMPLES);
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (!statSync(url).isDirectory()) return unpacked(await unpackCapture(name, readFileSync(url)));
  const folder = fileURLToPath(url);
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((entry) => statSync(`${folder}/${entry}`).isFile())
    .map((entry) => ({ path: entry, bytes: readFileSync(`${folder}/${entry}`) }));
  return unpacked(captureFromEntries(name, entries));
}

function unpacked(result: UnpackResult): CaptureFiles {
  if (!result.ok) throw new Error(result.reason);
  return result.capture;
}
