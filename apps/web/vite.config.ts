import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';
import { leanCytoscape } from './leanCytoscape.ts';

/** `vethscope serve`'s default address: `npm run dev` runs both. */
const SERVER = 'http://127.0.0.1:8420';

/**
 * Two builds of one application: `dist` is served by `vethscope serve`; `dist-export` (mode
 * `export`) is one HTML file that `vethscope export` puts a capture into.
 */
export default defineConfig(({ mode }) => {
  const isExport = mode === 'export';
  return {
    plugins: [leanCytoscape(), react(), tailwindcss(), ...(isExport ? [viteSingleFile()] : [])],
    build: { outDir: isExport ? 'dist-export' : 'dist', target: 'es2023', emptyOutDir: true },
    // What its first messages do not need, the worker loads later; in an exported page it is one text.
    worker: { format: isExport ? 'iife' : 'es' },
    server: { proxy: { '/api': SERVER } },
    preview: { proxy: { '/api': SERVER } },
  };
});
