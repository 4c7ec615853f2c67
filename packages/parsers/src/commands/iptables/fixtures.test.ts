import { testFixturePairs } from '../../testing/fixturePairs.ts';
import { readCommandLine } from './commandLine.ts';
import { parseListing } from './list.ts';
import { parseSavedRules } from './save.ts';

testFixturePairs(new URL('./fixtures/', import.meta.url), (text, argv) =>
  (readCommandLine(argv)?.asks === 'list' ? parseListing : parseSavedRules)(
    text,
    { file: '-', firstLine: 1 },
    argv,
  ),
);
