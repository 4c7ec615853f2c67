import { defineConfig } from 'vitest/config';

// Takes as long as it takes, and prints while it does.
export default defineConfig({
  test: {
    include: ['lab/judge/longRun.ts'],
    testTimeout: 0,
    disableConsoleIntercept: true,
  },
});
