import { describe, expect, it } from 'vitest';
import { muteScope } from './mutedRules.ts';

const capture = (id: string, text = 'default via 10.0.0.1') => ({
  id,
  files: [{ name: 'worker1', files: [{ path: 'host/ip-route', text }], diagnostics: [] }],
  snapshot: { nodes: [], inputs: [], diagnostics: [] },
});
const scope = (...[id, text]: Parameters<typeof capture>) => muteScope(capture(id, text), 'server');
const exported = (text: string) => muteScope(capture('export', text), 'embedded');

describe('rules are muted', () => {
  it('in one capture, not in another', () => {
    expect(scope('a')).not.toBe(scope('b'));
  });

  it('in all states of the followed node alike', () => {
    expect(scope('live-mwv1vtui-12')).toBe(scope('live'));
    expect(scope('live-mwv1vtui-13')).toBe(scope('live-mwv1vtui-12'));
  });

  it('in an exported page, which has no id, by what it holds', () => {
    expect(exported('one')).toBe(exported('one'));
    expect(exported('one')).not.toBe(exported('another'));
  });
});
