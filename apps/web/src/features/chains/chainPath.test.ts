import { describe, expect, it } from 'vitest';
import { formatChainPath, parseChainPath, stepInto, stepOut } from './chainPath.ts';

describe('the path of chains', () => {
  it('survives the URL', () => {
    const path = ['PREROUTING', 'KUBE-SERVICES', 'KUBE-SVC-TCOU7JCQXEZGVUNU'];
    expect(parseChainPath(formatChainPath(path))).toEqual(path);
    expect(formatChainPath([])).toBeUndefined();
    expect(parseChainPath(undefined)).toEqual([]);
  });

  it('grows by a target, and goes back instead of turning in circles', () => {
    expect(stepInto(['A', 'B'], 'C')).toEqual(['A', 'B', 'C']);
    expect(stepInto(['A', 'B', 'C'], 'B')).toEqual(['A', 'B']);
  });

  it('starts anew at a referrer that one did not come from', () => {
    expect(stepOut(['A', 'B'], 'A')).toEqual(['A']);
    expect(stepOut(['A', 'B'], 'OTHER')).toEqual(['OTHER']);
  });
});
