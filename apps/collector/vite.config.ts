import { chmodSync, copyFileSync, cpSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const root = import.meta.dirname;

/** The program as one file that Node runs as it is, with the dashboard beside it. */
export default defineConfig({
  root,
  plugins: [besideProgram()],
  ssr: { noExternal: true },
  build: {
    ssr: 'src/cli/vethscope.ts',
    outDir: 'dist',
    target: 'node20',
    emptyOutDir: true,
    rolldownOptions: {
      output: {
        entryFileNames: 'vethscope.js',
        banner: '#!/usr/bin/env node',
        codeSplitting: false,
      },
    },
  },
});

function besideProgram(): Plugin {
  return {
    name: 'beside-program',
    closeBundle() {
      cpSync(resolve(root, '../web/dist'), resolve(root, 'dist/web'), { recursive: true });
      copyFileSync(
        resolve(root, '../web/dist-export/index.html'),
        resolve(root, 'dist/export.html'),
      );
      chmodSync(resolve(root, 'dist/vethscope.js'), 0o755);
    },
  };
}
