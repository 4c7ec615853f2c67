import { describe, expect, test } from 'vitest';
import { LONGEST_VIEW, viewOfLink } from './viewOfLink.ts';

describe('the view in a link', () => {
  test.each([
    ['http://127.0.0.1:8420/#/c/sample?tab=routes&lookup=10.0.0.1', 'tab=routes&lookup=10.0.0.1'],
    ['#/c/sample?selected=if/n1/host/eth0', 'selected=if/n1/host/eth0'],
    ['/c/sample?q=a?b', 'q=a?b'],
    ['tab=routes', 'tab=routes'],
  ])('%s: %s', (link, view) => {
    expect(viewOfLink(link)).toBe(view);
  });

  test.each([
    ['nothing is asked for', 'http://127.0.0.1:8420/#/c/sample'],
    ['it is no link', 'routes of eth0'],
    ['it holds what no link does', 'q=a\u0000b'],
    ['it is too long', `q=${'x'.repeat(LONGEST_VIEW)}`],
  ])('none where %s', (_, link) => {
    expect(viewOfLink(link)).toBeUndefined();
  });
});
