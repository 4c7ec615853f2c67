import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { UNUSED_FEATURES } from './e2e/unusedFeatures.ts';

const {
  CI,
  /** Two runs at once on one machine need two. */
  VETHSCOPE_E2E_PORT: port = '8437',
  /** A system's Chromium instead of Playwright's own: `npm test` looks for one. */
  VETHSCOPE_CHROMIUM: executablePath,
  // The workers read this file again: they keep the folder of the one that started them.
  VETHSCOPE_E2E_DATA: data = mkdtempSync(join(tmpdir(), 'vethscope-e2e-')),
} = process.env;
Object.assign(process.env, { VETHSCOPE_E2E_DATA: data });
const address = `http://127.0.0.1:${port}/`;
const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: 'e2e',
  workers: 2,
  fullyParallel: true,
  forbidOnly: CI !== undefined,
  // For a trace, not for luck: what passes then has failed all the same.
  retries: 1,
  failOnFlakyTests: true,
  // How long a page takes is the machine's affair: with 16 processes waiting for 2 cores, 10 times longer.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    baseURL: address,
    viewport: { width: 1280, height: 800 },
    // Recording costs as much again as the test: what failed is run once more for it.
    trace: 'on-first-retry',
    launchOptions: {
      ...(executablePath !== undefined && { executablePath }),
      args: [
        // Chromium's sandbox refuses to run as root.
        ...(isRoot ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        `--disable-features=${UNUSED_FEATURES}`,
      ],
    },
  },
  webServer: {
    command: `node apps/collector/dist/vethscope.js serve examples/calico-single-node.md --port ${port} --data "${data}"`,
    url: `${address}healthz`,
    reuseExistingServer: false,
    stderr: 'pipe',
  },
});
