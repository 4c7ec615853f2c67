import { buildTopology } from '@vethscope/model';
import { describe, expect, it } from 'vitest';
import { indexCapture } from './captureIndex.ts';
import { captureScope } from './captureScope.ts';

const snapshot = { nodes: [], inputs: [], diagnostics: [] };
const index = indexCapture(snapshot, buildTopology(snapshot));
const served = (id: string) => captureScope({ id, index }, { mode: 'server' });
const exported = (digest: string) =>
  captureScope({ id: 'export', index }, { mode: 'embedded', digest });

describe('what is kept of a capture', () => {
  it('is of this one, not of another', () => {
    expect(served('a')).not.toBe(served('b'));
  });

  it('is of all states of the followed node alike', () => {
    expect(served('live-mwv1vtui-12')).toBe(served('live'));
    expect(served('live-mwv1vtui-13')).toBe(served('live-mwv1vtui-12'));
  });

  it('is of an exported page, which has no id, by what it holds', () => {
    expect(exported('one')).toBe(exported('one'));
    expect(exported('one')).not.toBe(exported('another'));
  });
});
