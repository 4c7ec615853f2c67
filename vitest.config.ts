import { defineConfig } from 'vitest/config';

// Property tests are bounded by their number of runs, not by the speed of the machine.
const PATIENCE = { testTimeout: 120_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'packages/*/src/**/*.test.ts',
            'apps/*/src/**/*.test.{ts,tsx}',
            'bench/*.test.ts',
          ],
          environment: 'node',
          // The core is pure: loading it anew for each file took longer than all tests.
          isolate: false,
          ...PATIENCE,
        },
      },
      {
        // Machines of real kernel namespaces: one test file at a time is enough for any computer.
        test: {
          name: 'lab',
          include: ['lab/**/*.test.ts'],
          environment: 'node',
          maxConcurrency: 2,
          ...PATIENCE,
        },
      },
    ],
  },
});
