import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.{ts,tsx}', 'bench/*.test.ts'],
    environment: 'node',
    // Property tests are bounded by their number of runs, not by the speed of the machine.
    testTimeout: 120_000,
  },
});
