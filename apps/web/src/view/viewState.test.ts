import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyPatch,
  formatViewState,
  parseViewState,
  TABS,
  type ViewState,
  viewHref,
} from './viewState.ts';

const EMPTY: ViewState = { tab: 'overview', hide: [] };

describe('parseViewState', () => {
  it.each<readonly [string, ViewState]>([
    ['', EMPTY],
    ['#', EMPTY],
    ['#/', EMPTY],
    ['#/c/calico-single-node', { ...EMPTY, capture: 'calico-single-node' }],
    [
      '#/c/n1?selected=pod/kube-system/coredns-1&tab=routes',
      { ...EMPTY, capture: 'n1', selected: 'pod/kube-system/coredns-1', tab: 'routes' },
    ],
    [
      '#/c/n1?tab=iptables&table=nat&chain=KUBE-SERVICES&family=6&hide=veth&hide=pod&theme=dark',
      {
        ...EMPTY,
        capture: 'n1',
        tab: 'iptables',
        table: 'nat',
        chain: 'KUBE-SERVICES',
        family: '6',
        hide: ['veth', 'pod'],
        theme: 'dark',
      },
    ],
    // An edge's id holds `:`, `->` and slashes.
    [
      '#/c/n1?selected=veth:if/n1/host/cali1-%3Eif/n1/pod/eth0',
      { ...EMPTY, capture: 'n1', selected: 'veth:if/n1/host/cali1->if/n1/pod/eth0' },
    ],
  ])('reads %s', (hash, view) => {
    expect(parseViewState(hash)).toEqual(view);
  });

  it.each([
    '#/c/n1?tab=nonsense&family=5&theme=pink',
    '#/c/n1?hide=',
    '#/c/n1?selected=',
    '#/c/n1?__proto__=x&constructor=y',
  ])('leaves out what it does not know: %s', (hash) => {
    expect(parseViewState(hash)).toEqual({ ...EMPTY, capture: 'n1' });
  });

  it('does not throw on broken escapes', () => {
    expect(() => parseViewState('#/c/%E0%A4%A?selected=%')).not.toThrow();
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (hash) => {
        parseViewState(hash);
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe('formatViewState', () => {
  it('keeps ids readable', () => {
    const view = { ...EMPTY, capture: 'n1', selected: 'pod/kube-system/coredns-1' };
    expect(formatViewState(view)).toBe('#/c/n1?selected=pod/kube-system/coredns-1');
  });

  it('is undone by parseViewState, whatever the names are', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 });
    const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
    const views = fc.record({
      capture: optional(text),
      selected: optional(text),
      node: optional(text),
      tab: fc.constantFrom(...TABS),
      netns: optional(text),
      table: optional(text),
      family: optional(fc.constantFrom('4' as const, '6' as const)),
      chain: optional(text),
      rule: optional(text),
      lookup: optional(text),
      q: optional(text),
      hide: fc.array(text),
      evidence: optional(text),
      compare: optional(text),
      side: optional(text),
      only: optional(text),
      changes: optional(text),
      kinds: optional(text),
      from: optional(text),
      to: optional(text),
      proto: optional(text),
      dport: optional(text),
      branch: optional(text),
      way: optional(text),
      step: optional(text),
      matrix: optional(text),
      rows: optional(text),
      columns: optional(text),
      findings: optional(text),
      finding: optional(text),
      severity: optional(text),
      about: optional(text),
      theme: optional(fc.constantFrom('light' as const, 'dark' as const)),
    });
    fc.assert(
      fc.property(views, (fields) => {
        const view = applyPatch(EMPTY, fields);
        expect(parseViewState(formatViewState(view))).toEqual(view);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe('viewHref', () => {
  it('clears a field that is patched with undefined, and keeps the others', () => {
    const view = { ...EMPTY, capture: 'n1', selected: 'if/n1/host/eth0', lookup: '10.0.0.1' };
    expect(viewHref(view, { selected: undefined })).toBe('#/c/n1?lookup=10.0.0.1');
  });
});

it('another selection starts anew what was about the last one', () => {
  const view = parseViewState('#/c/x?selected=pod/a/b&tab=iptables&chain=INPUT&lookup=10.0.0.1');
  expect(applyPatch(view, { selected: 'pod/a/c' })).toEqual({
    capture: 'x',
    selected: 'pod/a/c',
    tab: 'iptables',
    lookup: '10.0.0.1',
    hide: [],
  });
  expect(applyPatch(view, { selected: 'pod/a/b' }).chain).toBe('INPUT');
});

it('another question starts anew what was about the last answer', () => {
  const view = parseViewState('#/c/x?tab=trace&from=a/b&to=10.96.0.10&branch=2&way=reply&step=1.3');
  expect(applyPatch(view, { to: '10.96.0.1' })).toEqual({
    capture: 'x',
    tab: 'trace',
    from: 'a/b',
    to: '10.96.0.1',
    hide: [],
  });
  expect(applyPatch(view, { to: '10.96.0.10' }).step).toBe('1.3');
});
