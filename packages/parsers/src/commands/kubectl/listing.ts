import type { KubernetesRecord } from './records.ts';
import type { ResourceKind } from './resourceKinds.ts';

/** What a table or a JSON document of `kubectl get` listed. */
export interface Listing {
  readonly records: readonly KubernetesRecord[];
  /** Kinds that were listed, whether or not every row could be read. */
  readonly listed: ReadonlySet<ResourceKind>;
  /** Kinds of which a row could not be read. */
  readonly incomplete: ReadonlySet<ResourceKind>;
  /** What was asked for and is not listed does not exist. */
  readonly answered: boolean;
  /** The server's refusal stands in place of a listing. */
  readonly failed: boolean;
}

export const NOTHING: Listing = {
  records: [],
  listed: new Set(),
  incomplete: new Set(),
  answered: false,
  failed: false,
};
