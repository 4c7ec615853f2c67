import { gzipBase64 } from './gzip.ts';

export interface PackedPage {
  readonly html: string;
  /** Texts of all scripts that run in it: its own, and the one that it unpacks. */
  readonly scripts: readonly string[];
}

/**
 * A one-file build with its program packed, and its styles in that: a third of the size. A few lines in
 * its place unpack and start it. Throws when the page is not that build.
 */
export function packScript(page: string): PackedPage {
  const [script, ...others] = [...page.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)];
  const [element = '', attributes = '', own = ''] = script ?? [];
  if (!script || others.length > 0) {
    throw new Error('the page to export is not built right: it needs one script');
  }
  if (/\ssrc\s*=/.test(attributes)) {
    throw new Error('the page to export is not built right: it loads a script');
  }
  const [before = '', after = ''] = page.split(element);
  const program = [...before.matchAll(STYLE), ...after.matchAll(STYLE)]
    .map(([, text = '']) => addStyle(text))
    .concat(own)
    .join('');
  const packed = `<script type="text/plain" id="${PACKED_ID}">${gzipBase64(program)}</script>`;
  const start = `<script type="module">${UNPACK}</script>`;
  return {
    html: [before.replace(STYLE, ''), packed, start, after.replace(STYLE, '')].join(''),
    scripts: [UNPACK, program],
  };
}

const STYLE = /<style\b[^>]*>([\s\S]*?)<\/style>/g;

/** Until it runs, the page is empty. */
function addStyle(text: string): string {
  const css = JSON.stringify(text);
  return `document.head.append(Object.assign(document.createElement('style'), { textContent: ${css} }));\n`;
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
