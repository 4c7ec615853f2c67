import { describe, expect, it } from 'vitest';
import { withNote } from './useNotes.ts';

describe('withNote', () => {
  it('adds, replaces and takes away', () => {
    const one = withNote({}, 'node/n1', ' reboot \n');
    expect(one).toEqual({ 'node/n1': 'reboot' });
    expect(withNote(one, 'node/n1', 'done')).toEqual({ 'node/n1': 'done' });
    expect(withNote(one, 'node/n1', '  ')).toEqual({});
  });

  it('gives the same bytes in whatever order notes were written', () => {
    const ab = withNote(withNote({}, 'a', '1'), 'b', '2');
    const ba = withNote(withNote({}, 'b', '2'), 'a', '1');
    expect(JSON.stringify(ab)).toBe(JSON.stringify(ba));
  });

  it('takes any id for a name', () => {
    const notes = withNote({}, '__proto__', 'x');
    expect(Object.entries(notes)).toEqual([['__proto__', 'x']]);
  });
});
