import { describe, expect, it } from 'vitest';
import { hostOf, netnsElement, SAMPLE, topologyOf } from '../testing/topologies.ts';
import { layoutTopology } from './layoutTopology.ts';
import { renderPicture, type SvgPicture } from './pictureSvg.ts';
import { PAPER_COLORS } from './svgColors.ts';

const NOTHING: ReadonlySet<string> = new Set();
const layout = layoutTopology(SAMPLE);

function draw(more: Partial<SvgPicture> = {}): string {
  return renderPicture({
    title: 'A picture',
    layout,
    colors: PAPER_COLORS,
    marks: { hidden: NOTHING, dimmed: NOTHING, chosen: NOTHING },
    lanes: [],
    badges: [],
    fontFaces: '',
    ...more,
  });
}

const count = (svg: string, what: string) => svg.split(what).length - 1;
const one = layout.boxes.find(({ role }) => role === 'interface')?.id ?? '';

describe('a picture as somebody sees it, as SVG', () => {
  it('leaves out what is hidden, with its texts', () => {
    const hidden = new Set([one]);
    const less = draw({ marks: { hidden, dimmed: NOTHING, chosen: NOTHING } });
    expect(count(draw(), '<rect ') - count(less, '<rect ')).toBe(1);
    expect(count(less, '<text ')).toBeLessThan(count(draw(), '<text '));
  });

  it('lets the rest stand back, and marks what is chosen', () => {
    const marks = { hidden: NOTHING, dimmed: new Set([one]), chosen: new Set([one]) };
    const svg = draw({ marks });
    expect(count(svg, '<g opacity="0.28">')).toBe(1);
    expect(count(svg, `stroke="${PAPER_COLORS.accent}"`)).toBe(1);
  });

  it('draws the way of a packet with an arrow where it leads, its reply dashed', () => {
    const points = [
      { x: 0, y: 0 },
      { x: 0, y: 40 },
    ];
    expect(draw({ lanes: [{ points, way: 'request' }] })).toContain('translate(0 40) rotate(90.0)');
    expect(draw({ lanes: [{ points, way: 'reply' }] })).toContain('stroke-dasharray="5 3"');
  });

  it('draws the signs of findings with their numbers', () => {
    const badge = { x: 10, y: 10, width: 20, height: 13, severity: 'error', text: '3' } as const;
    const svg = draw({ badges: [badge] });
    expect(svg).toContain('>3</text>');
    expect(svg).toContain(`fill="${PAPER_COLORS.severities.error}"`);
  });

  it('holds its fonts, and refers to nothing outside of itself', () => {
    const fontFaces = '@font-face{font-family:Inter;src:url(data:font/woff2;base64,AAAA)}';
    expect(draw({ fontFaces })).toContain(`<style>${fontFaces}</style>`);
    expect(draw().match(/(?:href|src|url\()[^>]*/g) ?? []).toEqual([]);
  });

  it('escapes names, so that none can become markup', () => {
    const hostile = netnsElement('n1', '</text><script>"&\'');
    const svg = draw({
      title: '</title><script>',
      layout: layoutTopology(topologyOf([...hostOf('n1'), hostile], [])),
    });
    expect(svg).not.toContain('<script');
    expect(svg).toContain('<title>&lt;/title&gt;&lt;script&gt;</title>');
  });
});
