import { gzipBase64 } from './gzip.ts';

export interface PackedPage {
  readonly html: string;
  /** Texts of all scripts that run in it: its own, and the one that it unpacks. */
  readonly scripts: readonly string[];
}

/**
 * A one-file build with its program packed: a third of the size. A few lines in its place unpack
 * and start it. Throws when the page is not that build.
 */
export function packScript(page: string): PackedPage {
  const [script, ...others] = [...page.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)];
  const [element = '', attributes = '', program = ''] = script ?? [];
  if (!script || others.length > 0) {
    throw new Error('the page to export is not built right: it needs one script');
  }
  if (/\ssrc\s*=/.test(attributes)) {
    throw new Error('the page to export is not built right: it loads a script');
  }
  const packed = `<script type="text/plain" id="${PACKED_ID}">${gzipBase64(program)}</script>`;
  const start = `<script type="module">${UNPACK}</script>`;
  return {
    html: page.replace(element, () => `${packed}${start}`),
    scripts: [UNPACK, program],
  };
}

const PACKED_ID = 'vethscope-program';

/** Put into the page as a script element, the program is held against the page's policy. */
const UNPACK = `
const packed = atob(document.getElementById('${PACKED_ID}').textContent);
const bytes = Uint8Array.from(packed, (char) => char.charCodeAt(0));
const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
const program = document.createElement('script');
program.type = 'module';
program.textContent = await new Response(stream).text();
document.head.append(program);
`;
