import { createHash } from 'node:crypto';
import type { CaptureFiles } from '@vethscope/parsers';
import { gzipBase64 } from './gzip.ts';
import { packScript } from './packScript.ts';

/** Where the page's build leaves room for a capture. */
const MARKER = '<!--vethscope:capture-->';

/** What somebody made of a capture, and hands on with it. */
export interface Keepsakes {
  /** The view that the page opens with: fields of the dashboard's links, `selected=…&tab=routes`. */
  readonly view?: string | undefined;
  /** By the id of the element that they are on. */
  readonly notes?: Readonly<Record<string, string>> | undefined;
  readonly savedViews?: readonly SavedView[] | undefined;
}

interface SavedView {
  readonly name: string;
  readonly view: string;
}

export interface EmbeddedCapture extends Keepsakes {
  readonly name: string;
  readonly captures: readonly CaptureFiles[];
}

/**
 * The dashboard's one-file build with a capture inside: a page that works from disk with no
 * network. The same capture gives the same bytes. Throws when `page` is not that build.
 */
export function embedCapture(page: string, embedded: EmbeddedCapture): string {
  if (page.split(MARKER).length !== 2) {
    throw new Error(`the page to export is not built right: it needs one ${MARKER}`);
  }
  const { html, scripts } = packScript(page);
  const csp = contentSecurityPolicy(scripts);
  const data = `<script type="application/json" id="vethscope-capture">${payload(embedded)}</script>`;
  // Replacer functions: in a replacement string `$&` of a capture would be expanded.
  return html.replace(/<head[^>]*>/, (head) => `${head}\n    ${csp}`).replace(MARKER, () => data);
}

/** JSON in which nothing can end the script element or be read as markup. */
function payload({ captures, ...about }: EmbeddedCapture): string {
  const json = JSON.stringify({
    formatVersion: 1,
    ...about,
    encoding: 'gzip+base64',
    data: gzipBase64(JSON.stringify(captures)),
  });
  return json.replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Only these very scripts may run, and nothing may be fetched from anywhere. */
function contentSecurityPolicy(scripts: readonly string[]): string {
  const hashes = scripts.map(
    (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  );
  const policy = [
    "default-src 'none'",
    `script-src ${hashes.join(' ')}`,
    "style-src 'unsafe-inline'",
    'img-src data: blob:',
    'font-src data:',
    'worker-src blob:',
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
}
