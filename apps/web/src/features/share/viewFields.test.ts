import { describe, expect, it } from 'vitest';
import { parseViewState } from '../../view/viewState.ts';
import { fieldsOf, viewOfFields } from './viewFields.ts';

const link = '#/c/a?tab=routes&selected=if/n1/host/eth0&hide=bridge&theme=dark';

describe('a view as text', () => {
  it('names neither the capture nor the theme', () => {
    expect(fieldsOf(parseViewState(link))).toBe('tab=routes&selected=if/n1/host/eth0&hide=bridge');
    expect(fieldsOf(parseViewState('#/c/a'))).toBe('');
  });

  it('is the same view in another capture', () => {
    const there = parseViewState('#/c/b?selected=node/x&q=eth');
    expect(viewOfFields(fieldsOf(parseViewState(link)), there)).toEqual(
      parseViewState('#/c/b?tab=routes&selected=if/n1/host/eth0&hide=bridge'),
    );
  });
});
