import { describe, expect, it } from 'vitest';
import { hostOf, netnsElement, SAMPLE, topologyOf } from '../testing/topologies.ts';
import { renderSvg } from './svg.ts';

describe('the picture as SVG', () => {
  it('names every interface, pod and network of the sample', () => {
    const svg = renderSvg(SAMPLE);
    for (const name of ['vxlan.calico', 'cali9d04617f188', '10.85.0.4/16', '172.16.0.254']) {
      expect(svg).toContain(`>${name}<`);
    }
    expect(svg).toContain('>7 namespaces named, not captured<');
    expect(svg).toContain('<title>Network topology of controller.home.local</title>');
  });

  it('refers to nothing outside of itself', () => {
    const links = renderSvg(SAMPLE).match(/(?:href|src|url\()[^>]*/g) ?? [];
    expect(links).toEqual([]);
  });

  it('escapes names, so that none can become markup', () => {
    const hostile = netnsElement('n1', '</text><script>"&\'');
    const svg = renderSvg(topologyOf([...hostOf('n1'), hostile], []));
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;/text&gt;&lt;script&gt;&quot;&amp;&#39;');
  });

  it('replaces characters that XML cannot hold', () => {
    const svg = renderSvg(topologyOf([...hostOf('n1'), netnsElement('n1', 'a\u0000b\u001bc')], []));
    expect(svg).toContain('>a\uFFFDb\uFFFDc<');
  });

  it('draws inferred things dashed', () => {
    const closed = netnsElement('n1', 'pod-a', { captured: false });
    expect(renderSvg(topologyOf([...hostOf('n1'), closed], []))).toContain('stroke-dasharray');
    expect(renderSvg(topologyOf(hostOf('n1'), []))).not.toContain('stroke-dasharray');
  });

  it('says so when there is nothing to draw', () => {
    expect(renderSvg(topologyOf([], []))).toContain('Nothing to draw');
  });
});
