import { svelte, vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Relative addresses: the build works at any path of any static host.
  base: './',
  plugins: [svelte({ preprocess: vitePreprocess() })],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    // Vite's polyfill and inlined assets would need a looser Content-Security-Policy.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  test: {
    include: [
      'src/**/*.test.ts',
      'tests/{unit,nginx,interop,faults}/**/*.test.ts',
      'scripts/**/*.test.ts',
    ],
    environment: 'node',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
