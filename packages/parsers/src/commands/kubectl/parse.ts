import type { FactKind } from '@vethscope/model';
import { jsonLines, looksLikeJson } from '../../source/jsonSource.ts';
import { type Origin, type Parsed, SourceLines } from '../../source/sourceLines.ts';
import { readCustomColumns } from './customColumns.ts';
import { type GetRequest, getRequestOf } from './getRequest.ts';
import { type Listing, NOTHING } from './listing.ts';
import { type Messages, settleMessages } from './messages.ts';
import { readApiObjects } from './objects.ts';
import { factsSettledBy, type KubernetesRecord } from './records.ts';
import { isClusterWide, type ResourceKind } from './resourceKinds.ts';
import { readResourceTables } from './tables.ts';

export interface KubectlListing extends Parsed<KubernetesRecord> {
  /** The questions it settles: all objects of a kind in all namespaces, every row of them read. */
  readonly captured: readonly FactKind[];
}

const EXPECTED = '`kubectl get` output';

/** Reads the tables and the JSON that `kubectl get` prints. */
export function parseKubectlGet(
  text: string,
  origin: Origin | undefined,
  argv: readonly string[],
): KubectlListing {
  const request = getRequestOf(argv) ?? UNKNOWN_REQUEST;
  const isJson = isJsonListing(text, request);
  const source = isJson ? jsonLines(text, origin) : new SourceLines(text, origin);
  const messages = settleMessages(source);
  const listing = isJson ? readApiObjects(source, request) : readTables(source, request);
  const parsed = source.finish(listing.records, EXPECTED);
  return { ...parsed, captured: capturedBy(request, listing, messages) };
}

const UNKNOWN_REQUEST: GetRequest = {
  kinds: [],
  keptAsTheyAre: [],
  extent: 'part',
  allNamespaces: 'unknown',
  format: '',
  template: '',
  headers: 'printed',
};

function isJsonListing(text: string, { format }: GetRequest): boolean {
  return /^\s*\{/.test(text) || (format === 'json' && looksLikeJson(text));
}

function readTables(source: SourceLines, request: GetRequest): Listing {
  if (request.format === 'custom-columns') return readCustomColumns(source, request);
  return reportUnreadFormat(source, request) ? NOTHING : readResourceTables(source, request);
}

/** One line for a whole output in a format that is not read; false where it may be a table. */
function reportUnreadFormat(source: SourceLines, request: GetRequest): boolean {
  const first = source.lines.findIndex((_, i) => !source.isSettled(i));
  if (first < 0) return true;
  const message = unreadFormat(source.lines[first] ?? '', request);
  if (message === undefined) return false;
  source.unsupported(first, message, 'warning', source.lines.length - 1);
  return true;
}

function unreadFormat(firstLine: string, { format, headers }: GetRequest): string | undefined {
  if (/^\s*<(!doctype|html|\?xml)\b/i.test(firstLine)) {
    return 'a web page, not the output of kubectl: an error page of a proxy?';
  }
  // apiVersion: v1
  if (/^(apiVersion|kind|items): ?/.test(firstLine))
    return 'YAML is not read; capture with -o json';
  if (format !== '' && !['wide', 'json'].includes(format)) {
    return `-o ${format} is not read; capture with -o wide or -o json`;
  }
  if (headers === 'hidden')
    return 'a table without its headers is not read; leave out --no-headers';
  return undefined;
}

function capturedBy(
  request: GetRequest,
  listing: Listing,
  messages: Messages,
): readonly FactKind[] {
  if (request.extent === 'part') return [];
  // Of several kinds those without objects print nothing, unless none has any.
  const hasFailed = messages.failed || listing.failed;
  const isAnswered = !hasFailed && (messages.foundNothing || listing.answered);
  const { listed, incomplete } = listing;
  const answered = isAnswered ? request.kinds : request.kinds.filter((kind) => listed.has(kind));
  const complete = answered.filter(
    (kind) => !incomplete.has(kind) && isWhole(kind, request.allNamespaces),
  );
  return factsSettledBy(new Set(complete));
}

function isWhole(kind: ResourceKind, allNamespaces: GetRequest['allNamespaces']): boolean {
  return isClusterWide(kind) || allNamespaces === 'yes';
}
