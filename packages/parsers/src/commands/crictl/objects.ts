import type { Evidence } from '@vethscope/model';
import { fieldAt, itemsAt, numberAt, textAt } from '../../source/jsonFields.ts';
import { readJsonDocument } from '../../source/jsonSource.ts';
import type { SourceLines } from '../../source/sourceLines.ts';
import { type Listing, NOTHING } from './listing.ts';
import type { ListRequest } from './listRequest.ts';
import type { RuntimeRecord } from './records.ts';

/** Reads what `-o json` prints: the responses of the CRI API (runtime/v1) as protobuf's JSON. */
export function readRuntimeObjects(source: SourceLines, list: ListRequest['list']): Listing {
  const key = KEYS[list];
  const { root, items } = readJsonDocument(source, [key]);
  if (root !== undefined && fieldAt(root, key) === undefined) {
    source.unrecognized(0, `no "${key}" in this JSON`, source.lines.length - 1);
    return NOTHING;
  }
  const records: RuntimeRecord[] = [];
  let complete = root !== undefined;
  for (const { value, from, to } of items) {
    const found = recordsOf(list, value, source.evidence(from, to));
    records.push(...found);
    if (found.length === 0) {
      source.unrecognized(from, `one of "${key}" without an id or a name`, to);
      complete = false;
    }
  }
  return { records, listed: new Set([list]), complete };
}

/** The field of ListContainersResponse, ListPodSandboxResponse, ListImagesResponse. */
const KEYS = { containers: 'containers', sandboxes: 'items', images: 'images' } as const;

function recordsOf(
  list: ListRequest['list'],
  object: unknown,
  evidence: Evidence,
): readonly RuntimeRecord[] {
  switch (list) {
    case 'containers':
      return containerOf(object, evidence);
    case 'sandboxes':
      return sandboxOf(object, evidence);
    case 'images':
      return imagesOf(object, evidence);
  }
}

function containerOf(object: unknown, evidence: Evidence): readonly RuntimeRecord[] {
  const id = textAt(object, 'id');
  const name = textAt(object, 'metadata', 'name');
  if (id === undefined || name === undefined) return [];
  const image = textAt(object, 'image', 'image');
  const sandboxId = textAt(object, 'podSandboxId');
  const pod = textAt(object, 'labels', 'io.kubernetes.pod.name');
  const namespace = textAt(object, 'labels', 'io.kubernetes.pod.namespace');
  const value = {
    id,
    name,
    ...(image !== undefined && { image }),
    ...lifeOf(object),
    ...(sandboxId !== undefined && { sandboxId }),
    ...(pod !== undefined && { pod }),
    ...(namespace !== undefined && { namespace }),
    evidence,
  };
  return [{ fact: 'containers', value }];
}

function sandboxOf(object: unknown, evidence: Evidence): readonly RuntimeRecord[] {
  const id = textAt(object, 'id');
  const pod = textAt(object, 'metadata', 'name');
  if (id === undefined || pod === undefined) return [];
  const namespace = textAt(object, 'metadata', 'namespace');
  const value = {
    id,
    pod,
    ...(namespace !== undefined && { namespace }),
    ...lifeOf(object),
    evidence,
  };
  return [{ fact: 'sandboxes', value }];
}

/** One for each tag, as the table has a row for each; `<none>` for an image without a name. */
function imagesOf(object: unknown, evidence: Evidence): readonly RuntimeRecord[] {
  const id = textAt(object, 'id');
  if (id === undefined) return [];
  // registry.k8s.io/pause@sha256:7031c1b28338…
  const named = itemsAt(object, 'repoDigests').find((digest) => typeof digest === 'string') ?? '';
  const [repository, digest] = named.split('@');
  const size = textAt(object, 'size');
  const rest = {
    ...(digest !== undefined && { digest }),
    ...(size !== undefined && { size }),
    evidence,
  };
  const tags = itemsAt(object, 'repoTags').filter((tag) => typeof tag === 'string');
  if (tags.length === 0) {
    return [{ fact: 'images', value: { id, name: repository || '<none>', ...rest } }];
  }
  return tags.map((tag) => ({ fact: 'images', value: { id, ...splitTag(tag), ...rest } }));
}

/** `localhost:5000/pause:3.9`: the tag follows the last colon behind the last slash. */
function splitTag(text: string): { readonly name: string; readonly tag?: string } {
  const colon = text.lastIndexOf(':');
  if (colon <= text.lastIndexOf('/')) return { name: text };
  return { name: text.slice(0, colon), tag: text.slice(colon + 1) };
}

/** `createdAt` stays nanoseconds since 1970, as printed. */
function lifeOf(object: unknown): { created?: string; state?: string; attempt?: number } {
  const created = fieldAt(object, 'createdAt');
  const state = textAt(object, 'state');
  // Protobuf's JSON leaves out a zero in some versions.
  const attempt = numberAt(object, 'metadata', 'attempt') ?? 0;
  return {
    ...(created !== undefined && { created: String(created) }),
    ...(state !== undefined && {
      state: CONTAINER_STATES.get(state) ?? SANDBOX_STATES.get(state) ?? state,
    }),
    attempt,
  };
}

/** The words that crictl's tables have for the states of the API. */
const CONTAINER_STATES: ReadonlyMap<string, string> = new Map([
  ['CONTAINER_CREATED', 'Created'],
  ['CONTAINER_RUNNING', 'Running'],
  ['CONTAINER_EXITED', 'Exited'],
  ['CONTAINER_UNKNOWN', 'Unknown'],
]);

export const SANDBOX_STATES: ReadonlyMap<string, string> = new Map([
  ['SANDBOX_READY', 'Ready'],
  ['SANDBOX_NOTREADY', 'NotReady'],
]);
