// Every check, in order. Each runs even when one before it failed; the last line counts the tests.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from './browser.mjs';
import { build, program } from './build.mjs';
import { installLabTools } from './labTools.mjs';
import { run, StepFailed, script, tool } from './processes.mjs';
import { setup } from './setup.mjs';
import { checkSizes } from './sizes.mjs';

await script(setup);
const reports = mkdtempSync(join(tmpdir(), 'vethscope-test-'));
const unitReport = join(reports, 'vitest.json');
const labReport = join(reports, 'lab.json');
const e2eReport = join(reports, 'playwright.json');
const UNIT = 'unit and property tests';
const LAB = 'lab';
const E2E = 'end-to-end tests';
let browser;
let isBuilt = false;

const checks = [
  ['lint', () => node('biome', 'check', '.')],
  ['types', () => node('tsc', '--noEmit')],
  ['unused code', () => node('knip')],
  [UNIT, () => vitest('unit', unitReport)],
  [
    LAB,
    async () => {
      installLabTools();
      const code = await vitest('lab', labReport, '--no-file-parallelism');
      // `lab: skipped, needs root`
      for (const reason of skippedTests(labReport)) console.log(reason);
      return code;
    },
  ],
  [
    'build',
    async () => {
      await build();
      isBuilt = true;
      await checkSizes(program);
    },
  ],
  [
    'browser',
    async () => {
      browser = await findBrowser();
    },
  ],
  [
    E2E,
    // Without a build or a browser there is nothing to test: that failed already.
    async () =>
      browser === undefined || !isBuilt
        ? 1
        : run(process.execPath, [tool('playwright'), 'test', '--reporter=list,json'], {
            env: { VETHSCOPE_CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: e2eReport },
          }),
  ],
];

const results = [];
for (const [name, check] of checks) {
  console.log(`\n── ${name} ──`);
  const started = performance.now();
  const code = await codeOf(check);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${code === 0 ? 'ok' : 'FAILED'} after ${seconds} s`);
  results.push({ name, code, seconds });
}

console.log('\n── summary ──');
const notes = new Map([[LAB, skippedTests(labReport).map((reason) => ` (${reason})`)]]);
for (const { name, code, seconds } of results) {
  const note = notes.get(name)?.join('') ?? '';
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'}  ${seconds.padStart(6)} s  ${name}${note}`);
}
const counts = new Map([
  [UNIT, vitestCounts(unitReport)],
  [LAB, vitestCounts(labReport)],
  [E2E, e2eCounts(e2eReport)],
]);
rmSync(reports, { recursive: true, force: true });
let passed = 0;
let failed = 0;
for (const { name, code } of results) {
  const counted = counts.get(name);
  passed += counted?.passed ?? 0;
  // A check that failed without a test that did, as lint does, counts as one.
  failed += Math.max(counted?.failed ?? 0, code === 0 ? 0 : 1);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = results.every(({ code }) => code === 0) ? 0 : 1;

async function codeOf(check) {
  try {
    return (await check()) ?? 0;
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    console.error(error.message);
    return 1;
  }
}

function node(name, ...args) {
  return run(process.execPath, [tool(name), ...args]);
}

function vitest(project, report, ...args) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return node('vitest', 'run', '--project', project, ...args, ...reporters);
}

/** What the tests that did not run are called: each name once. */
function skippedTests(path) {
  const tests = jsonOf(path)?.testResults.flatMap(({ assertionResults }) => assertionResults) ?? [];
  const skipped = tests.filter(({ status }) => status === 'skipped' || status === 'pending');
  return [...new Set(skipped.map(({ title }) => title))];
}

/** Of Vitest's JSON report; a report that is missing is a run that failed. */
function vitestCounts(path) {
  const report = jsonOf(path);
  if (!report) return { passed: 0, failed: 1 };
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
  return { passed: report.numPassedTests, failed: report.numFailedTests + brokenFiles };
}

/** Of Playwright's JSON report; a test that passed on a retry is not one that passed. */
function e2eCounts(path) {
  const report = jsonOf(path);
  if (!report) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky } = report.stats;
  return { passed: expected, failed: unexpected + flaky + report.errors.length };
}

function jsonOf(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
