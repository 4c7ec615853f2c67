// Every check, in order. Each runs even when one before it failed; the last line counts the tests.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from './browser.mjs';
import { build } from './build.mjs';
import { run, tool } from './processes.mjs';
import { setup } from './setup.mjs';

await setup();
const reports = mkdtempSync(join(tmpdir(), 'vethscope-test-'));
const unitReport = join(reports, 'vitest.json');
const e2eReport = join(reports, 'playwright.json');
let browser;

const checks = [
  ['lint', () => node('biome', 'check', '.')],
  ['types', () => node('tsc', '--noEmit')],
  ['unused code', () => node('knip')],
  [
    'unit and property tests',
    () =>
      node(
        'vitest',
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${unitReport}`,
      ),
  ],
  ['build', build],
  [
    'browser',
    async () => {
      browser = await findBrowser();
    },
  ],
  [
    'end-to-end tests',
    () =>
      run(process.execPath, [tool('playwright'), 'test', '--reporter=list,json'], {
        env: { VETHSCOPE_CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: e2eReport },
      }),
  ],
];

const results = [];
for (const [name, check] of checks) {
  console.log(`\n── ${name} ──`);
  const started = performance.now();
  const code = (await check()) ?? 0;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${code === 0 ? 'ok' : 'FAILED'} after ${seconds} s`);
  results.push({ name, code, seconds });
}

console.log('\n── summary ──');
for (const { name, code, seconds } of results) {
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'}  ${seconds.padStart(6)} s  ${name}`);
}
const unit = unitCounts(unitReport);
const e2e = e2eCounts(e2eReport);
rmSync(reports, { recursive: true, force: true });
// Vitest and Playwright have counted their failures themselves; any other check is one.
const others = results.filter(({ name, code }) => code !== 0 && !/tests$/.test(name)).length;
console.log(`${unit.passed + e2e.passed} passed, ${unit.failed + e2e.failed + others} failed`);
process.exitCode = results.every(({ code }) => code === 0) ? 0 : 1;

function node(name, ...args) {
  return run(process.execPath, [tool(name), ...args]);
}

/** Of Vitest's JSON report; a report that is missing is a run that failed. */
function unitCounts(path) {
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
