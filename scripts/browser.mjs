// Finds a Chromium for the tests, or gets one. Prints its path; fails with what to type.
//   VETHSCOPE_CHROMIUM=/path/to/chromium overrules.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { StepFailed, script, tool } from './processes.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

export async function findBrowser() {
  const named = process.env.VETHSCOPE_CHROMIUM;
  if (named) {
    if (isExecutable(named)) return named;
    fail(`VETHSCOPE_CHROMIUM is ${named}, and there is no program`);
  }
  return (await playwrights()) ?? onPath() ?? (await downloaded()) ?? installed() ?? nothing();
}

async function playwrights() {
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  return isExecutable(path) ? path : undefined;
}

function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

async function downloaded() {
  console.error('No Chromium found: downloading the one of Playwright …');
  const { status } = spawnSync(process.execPath, [tool('playwright'), 'install', 'chromium'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 300_000,
  });
  return status === 0 ? playwrights() : undefined;
}

/** Debian's package, as root: what containers of continuous integration have. */
function installed() {
  if (process.getuid?.() !== 0 || !spawnSync('apt-get', ['--version']).stdout) return undefined;
  console.error('Installing the package chromium …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    const { status } = spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env });
    if (status !== 0) return undefined;
  }
  return onPath();
}

function nothing() {
  fail(
    'no Chromium for the end-to-end tests. Type one of\n  npx playwright install --with-deps chromium\n  sudo apt-get install chromium\nor set VETHSCOPE_CHROMIUM to the path of one.',
  );
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function fail(message) {
  throw new StepFailed(`browser: ${message}`);
}

if (process.argv[1] === import.meta.filename) {
  await script(async () => console.log(await findBrowser()));
}
