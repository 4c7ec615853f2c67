import type { ListRequest } from './listRequest.ts';
import type { RuntimeRecord } from './records.ts';

/** What a table or a JSON document of crictl listed. */
export interface Listing {
  readonly records: readonly RuntimeRecord[];
  /** What the headers, or the key of the JSON, say was listed. */
  readonly listed: ReadonlySet<ListRequest['list']>;
  /** Every row was read. */
  readonly complete: boolean;
}

export const NOTHING: Listing = { records: [], listed: new Set(), complete: false };
