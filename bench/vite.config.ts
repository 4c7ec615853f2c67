import { defineConfig } from 'vite';

/** Programs for Node: version 20 does not run TypeScript. */
export default defineConfig({
  root: import.meta.dirname,
  // A dependency of the collector's, not of this folder's.
  ssr: { noExternal: ['modern-tar'] },
  build: {
    ssr: true,
    outDir: 'node_modules/.cache/bench',
    emptyOutDir: true,
    minify: false,
    rolldownOptions: { input: ['main.ts', 'write.ts'] },
  },
});
