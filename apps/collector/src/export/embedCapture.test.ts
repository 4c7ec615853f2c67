import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { CaptureFiles } from '@vethscope/parsers';
import { describe, expect, test } from 'vitest';
import { embedCapture } from './embedCapture.ts';

const SCRIPT = 'console.log("$& <!--");\r\n';
const PAGE = `<!doctype html><html><head><script type="module">${SCRIPT}</script></head><body><div id="root"></div><!--vethscope:capture--></body></html>`;

const capture = (text: string, name = 'node1'): CaptureFiles => ({
  name,
  files: [{ path: 'a.txt', text }],
  diagnostics: [],
});

/** What a browser takes for the element's content: everything up to the first end tag. */
function embedded(page: string): unknown {
  const open = '<script type="application/json" id="vethscope-capture">';
  const start = page.indexOf(open) + open.length;
  return JSON.parse(page.slice(start, page.indexOf('</script', start)));
}

function unpacked(page: string): unknown {
  const { data } = embedded(page) as { data: string };
  return JSON.parse(gunzipSync(Buffer.from(data, 'base64')).toString());
}

const HOSTILE = [
  '</script><script>alert(1)</script>',
  '<!--<script>',
  "$& $` $' $1 $$",
  'line\u2028separator\u2029and\u0000nul',
  '"\\</SCRIPT>',
];

describe('embedCapture', () => {
  test.each(HOSTILE)('carries %j in texts and names unharmed', (text) => {
    const page = embedCapture(PAGE, { name: text, captures: [capture(text, text)] });
    expect(embedded(page)).toMatchObject({
      formatVersion: 1,
      name: text,
      encoding: 'gzip+base64',
    });
    expect(unpacked(page)).toEqual([capture(text, text)]);
  });

  test.each(HOSTILE)('lets %j add no element to the page', (text) => {
    const plain = embedCapture(PAGE, { name: 'x', captures: [] });
    const page = embedCapture(PAGE, { name: text, captures: [capture(text)] });
    const tags = (html: string) => html.match(/<[/!a-z]/gi)?.length;
    expect(tags(page)).toBe(tags(plain));
  });

  test('allows exactly the scripts that the page has, hashed as a browser hashes them', () => {
    const page = embedCapture(PAGE, { name: 'x', captures: [] });
    const start = /<script type="module">([^<]*)<\/script>/.exec(page)?.[1] ?? '';
    const [first, program] = [start, SCRIPT].map((text) =>
      createHash('sha256').update(text).digest('base64'),
    );
    expect(page).toContain(`script-src 'sha256-${first}' 'sha256-${program}';`);
    expect(page).toContain("default-src 'none'");
    expect(page).toContain("connect-src 'none'");
    // A policy holds for what comes after it.
    expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<script'));
  });

  test('carries its program packed', () => {
    const page = embedCapture(PAGE, { name: 'x', captures: [] });
    const [, packed = ''] = /id="vethscope-program">([^<]*)</.exec(page) ?? [];
    expect(gunzipSync(Buffer.from(packed, 'base64')).toString()).toBe(SCRIPT);
    expect(page).not.toContain('console.log');
  });

  test('packs the styles with it', () => {
    const css = 'a::before { content: "$&\\201c" }';
    const styled = PAGE.replace('</head>', () => `<style>${css}</style></head>`);
    const page = embedCapture(styled, { name: 'x', captures: [] });
    expect(page).not.toContain('<style');
    const [, packed = ''] = /id="vethscope-program">([^<]*)</.exec(page) ?? [];
    const program = gunzipSync(Buffer.from(packed, 'base64')).toString();
    expect(program).toContain(JSON.stringify(css));
    expect(program.endsWith(SCRIPT)).toBe(true);
  });

  test('gives the same bytes for the same capture', () => {
    const make = () => embedCapture(PAGE, { name: 'x', captures: [capture('a'.repeat(9999))] });
    expect(make()).toBe(make());
    const { data } = embedded(make()) as { data: string };
    // RFC 1952: no time of packing, no operating system.
    const header = Buffer.from(data, 'base64').subarray(4, 10);
    expect([...header.subarray(0, 4), header[5]]).toEqual([0, 0, 0, 0, 255]);
  });

  test.each([
    ['has no place for a capture', PAGE.replace('<!--vethscope:capture-->', '')],
    ['has two', `${PAGE}<!--vethscope:capture-->`],
    ['has two scripts', PAGE.replace('</head>', '<script>1</script></head>')],
    ['loads a script', PAGE.replace('<script', '<script src="/a.js"')],
  ])('refuses a page that %s', (_, page) => {
    expect(() => embedCapture(page, { name: 'x', captures: [] })).toThrow('not built right');
  });
});
