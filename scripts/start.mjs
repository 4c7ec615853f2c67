// Builds, and serves the dashboard: with the captures given, else with the sample.
//   npm start -- CAPTURE… --port N
import { join } from 'node:path';
import { build, program } from './build.mjs';
import { root, runUntilStopped, script } from './processes.mjs';

const OPTIONS_WITH_VALUE = new Set([
  '--host',
  '--port',
  '--data',
  '--max-upload',
  '--max-unpacked',
  '--max-files',
]);

const given = process.argv.slice(2);
const hasCapture = given.some(
  (argument, at) =>
    (argument === '-' || !argument.startsWith('-')) && !OPTIONS_WITH_VALUE.has(given[at - 1]),
);
const sample = join(root, 'examples', 'calico-single-node.md');

await script(build);
runUntilStopped(process.execPath, [program, 'serve', ...(hasCapture ? [] : [sample]), ...given]);
