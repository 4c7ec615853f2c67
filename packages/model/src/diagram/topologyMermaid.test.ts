import { describe, expect, it } from 'vitest';
import { hostOf, netnsElement, SAMPLE, topologyOf } from '../testing/topologies.ts';
import { topologyMermaid } from './topologyMermaid.ts';

describe('the topology as a Mermaid flowchart', () => {
  it('puts interfaces into namespaces and namespaces into nodes', () => {
    const lines = topologyMermaid(topologyOf(hostOf('n1'), [])).split('\n');
    expect(lines).toEqual(['flowchart TB', '  subgraph n1["n1"]', '    n0["host"]', '  end', '']);
  });

  it('names every interface of the sample once', () => {
    const text = topologyMermaid(SAMPLE);
    for (const node of SAMPLE.nodes.filter(({ kind }) => kind === 'interface')) {
      expect(text.split('\n').filter((line) => line.includes(`["${node.label}<br/>`))).not.toEqual(
        [],
      );
    }
    expect(text.match(/^ *subgraph /gm)?.length).toBe(text.match(/^ *end$/gm)?.length);
  });

  it('joins only what it has drawn, and dots what was inferred', () => {
    const text = topologyMermaid(SAMPLE);
    const drawn = new Set(
      [...text.matchAll(/(?:subgraph )?\b(n\d+)[[(]/g)].map(([, name]) => name),
    );
    const ends = [...text.matchAll(/^ +(n\d+) (?:---|-\.-)\|[a-z-]+\| (n\d+)$/gm)];
    expect(ends.length).toBeGreaterThan(0);
    for (const [, source, target] of ends) {
      expect(drawn).toContain(source);
      expect(drawn).toContain(target);
    }
    const isInferred = SAMPLE.edges.some(({ confidence }) => confidence === 'inferred');
    expect(text.includes('-.-')).toBe(isInferred);
  });

  it('lets no name end its label or become markup', () => {
    const hostile = netnsElement('n1', '"]; click n0 "javascript:x" <b>&#`');
    const text = topologyMermaid(topologyOf([...hostOf('n1'), hostile], []));
    const line = text.split('\n').find((one) => one.includes('click'));
    expect(line?.match(/"/g)).toHaveLength(2);
    expect(line).not.toMatch(/[<>&`]/);
    expect(line).toMatch(/^ +n\d+\["#34;#93;#59; click n0 #34;javascript:x#34; /);
  });
});
