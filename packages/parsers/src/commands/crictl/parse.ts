import type { FactKind } from '@vethscope/model';
import { jsonLines, looksLikeJson } from '../../source/jsonSource.ts';
import { type Origin, type Parsed, SourceLines } from '../../source/sourceLines.ts';
import { type Listing, NOTHING } from './listing.ts';
import { type ListRequest, listRequestOf } from './listRequest.ts';
import { settleMessages } from './messages.ts';
import { readRuntimeObjects } from './objects.ts';
import type { RuntimeRecord } from './records.ts';
import { readRuntimeTables } from './tables.ts';

export interface CrictlListing extends Parsed<RuntimeRecord> {
  /** The questions it settles: everything was listed, and every row was read. */
  readonly captured: readonly FactKind[];
}

/** Reads the tables and the JSON of `crictl ps`, `crictl pods` and `crictl images`. */
export function parseCrictl(
  text: string,
  origin: Origin | undefined,
  argv: readonly string[],
): CrictlListing {
  const request = listRequestOf(argv);
  const json = jsonListOf(text, request);
  const source = json ? jsonLines(text, origin) : new SourceLines(text, origin);
  const failed = settleMessages(source);
  const listing = json ? readRuntimeObjects(source, json) : readTables(source, request);
  const parsed = source.finish(listing.records, '`crictl` output');
  return { ...parsed, captured: failed ? [] : capturedBy(request, listing) };
}

/** What the JSON should list; `undefined` where the text is none. */
function jsonListOf(
  text: string,
  request: ListRequest | undefined,
): ListRequest['list'] | undefined {
  const isJson = /^\s*\{/.test(text) || (request?.format === 'json' && looksLikeJson(text));
  return isJson ? request?.list : undefined;
}

function readTables(source: SourceLines, request: ListRequest | undefined): Listing {
  return reportUnreadFormat(source, request) ? NOTHING : readRuntimeTables(source);
}

/** One line for a whole output in a format that is not read; false where it may be a table. */
function reportUnreadFormat(source: SourceLines, request: ListRequest | undefined): boolean {
  const first = source.lines.findIndex((_, i) => !source.isSettled(i));
  if (first < 0) return true;
  if (request === undefined) return false;
  const message = unreadFormat(request);
  if (message === undefined) return false;
  // Ids are listed for the sake of other commands.
  const severity = request.detail === 'quiet' ? 'info' : 'warning';
  source.unsupported(first, message, severity, source.lines.length - 1);
  return true;
}

function unreadFormat({ format, detail }: ListRequest): string | undefined {
  if (format !== '' && format !== 'table' && format !== 'json') {
    return `-o ${format} is not read; capture the table or -o json`;
  }
  if (detail === 'quiet') return 'ids alone are not read; leave out -q';
  // -v is silent beside -o json.
  if (detail === 'verbose' && format !== 'json')
    return 'the verbose form is not read; leave out -v';
  return undefined;
}

function capturedBy(
  request: ListRequest | undefined,
  { listed, complete }: Listing,
): readonly FactKind[] {
  const isSettled = request?.extent === 'whole' && complete && listed.has(request.list);
  return isSettled ? [request.list] : [];
}
