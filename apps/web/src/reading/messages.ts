import type { NodeSnapshot, Snapshot, Topology } from '@vethscope/model';
import type { CaptureFiles } from '@vethscope/parsers';
import type { Origin } from '../api/captureSource.ts';
import type { FirstLayout, PictureFields } from '../features/topology/firstPicture.ts';

/** What the page asks the reading worker; `go-on` when it has shown what was drawn. */
export type ReadingRequest = OpenRequest | { readonly kind: 'go-on' };

export interface OpenRequest {
  readonly kind: 'open';
  readonly origin: Origin;
  /** Whose picture is wanted first. */
  readonly view: PictureFields;
}

/** How far it is. */
export type ReadingProgress =
  /** In bytes, unpacked; `of` is absent where the server does not say. */
  | { readonly phase: 'fetching'; readonly done: number; readonly of?: number }
  /** In shares of all text, 0 to 1. */
  | { readonly phase: 'reading'; readonly share: number }
  /** Joining what was read, and laying it out. */
  | { readonly phase: 'drawing' };

/**
 * What the worker tells, in this order: progress, what the picture shows first, then, part by part so
 * that the page never copies much at once, all of the topology and of what was read.
 */
export type FromReader =
  | { readonly kind: 'progress'; readonly progress: ReadingProgress }
  | { readonly kind: 'drawn'; readonly content: Topology; readonly first: FirstLayout }
  | { readonly kind: 'topology'; readonly part: Topology }
  | { readonly kind: 'node'; readonly node: NodeSnapshot }
  | { readonly kind: 'files'; readonly files: CaptureFiles }
  | { readonly kind: 'rest'; readonly rest: Omit<Snapshot, 'nodes'> }
  /** One line for the user; `status` is the server's. */
  | { readonly kind: 'failed'; readonly message: string; readonly status?: number | undefined };
