import { testFixturePairs } from '../../testing/fixturePairs.ts';
import { parseCrictl } from './parse.ts';

testFixturePairs(new URL('./fixtures/', import.meta.url), (text, argv) =>
  parseCrictl(text, undefined, argv),
);
