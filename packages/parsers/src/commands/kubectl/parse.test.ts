import { testFixturePairs } from '../../testing/fixturePairs.ts';
import { parseKubectlGet } from './parse.ts';

testFixturePairs(new URL('./fixtures/', import.meta.url), (text, argv) =>
  parseKubectlGet(text, undefined, argv),
);
