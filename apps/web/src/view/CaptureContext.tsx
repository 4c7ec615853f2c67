import type { Snapshot, Topology } from '@vethscope/model';
import type { CaptureFiles } from '@vethscope/parsers';
import { createContext, type ReactNode, useContext } from 'react';
import type { CaptureIndex } from './captureIndex.ts';

/** One capture, read: the raw files, what they say, and what follows from it. */
export interface OpenCapture {
  readonly id: string;
  /** One per node. */
  readonly files: readonly CaptureFiles[];
  readonly snapshot: Snapshot;
  readonly topology: Topology;
  readonly index: CaptureIndex;
  /**
   * Only what the picture shows first is there yet: of the topology the elements that it is drawn
   * from, without their proofs, and what of the index comes from them. All else is missing, which
   * says nothing about the capture.
   */
  readonly isPending?: true;
}

const CaptureContext = createContext<OpenCapture | undefined>(undefined);

export function CaptureProvider(props: {
  readonly capture: OpenCapture;
  readonly children: ReactNode;
}) {
  return <CaptureContext value={props.capture}>{props.children}</CaptureContext>;
}

/** The open capture; only features inside `CaptureProvider` may ask. */
export function useCapture(): OpenCapture {
  const capture = useContext(CaptureContext);
  if (!capture) throw new Error('useCapture() outside of CaptureProvider');
  return capture;
}
