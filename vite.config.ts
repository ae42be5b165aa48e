import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { svelte, vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { chunksByPage, workerInTwo } from './scripts/lib/chunks.mjs';
import { firstSight } from './scripts/lib/first-sight.mjs';
import { inlineRuntime } from './scripts/lib/inline-runtime.mjs';
import { pageLinks, aheadInput } from './scripts/lib/page-links.mjs';

const SERVICE_WORKER = 'service-worker';
/** OpenPGP.js and its parts: they are large, and needed only for verifying signatures. */
const ON_DEMAND = /signature|\.min-/;

/** Gives the service worker the list of the app's files, and an id of the build. */
function appFiles(): Plugin {
  return {
    name: 'app-files',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const names = Object.keys(bundle).filter((name) => /^assets\//.test(name));
        const kept = names.filter((name) => !ON_DEMAND.test(name)).sort();
        const worker = bundle[`${SERVICE_WORKER}.js`];
        if (worker?.type !== 'chunk') throw new Error('the service worker was not built');
        const page = bundle['index.html'];
        if (page?.type !== 'asset') throw new Error('the page was not built');
        // Names hold their content's hash; the script's own name doesn't.
        const id = createHash('sha256').update(JSON.stringify([kept, worker.code]));
        const app = { files: kept, id: id.update(page.source).digest('hex').slice(0, 16) };
        worker.code = `const APP=${JSON.stringify(app)};${worker.code}`;
      },
    },
  };
}

/** What the app says of itself: `BUILD` in src/build.d.ts. */
function aboutThisBuild(): Record<string, string> {
  const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
  const { version } = JSON.parse(read('package.json')) as { version: string };
  return {
    'BUILD.version': JSON.stringify(version),
    'BUILD.commit': JSON.stringify(currentCommit()),
    'BUILD.isRelease': JSON.stringify(process.env['CHARTROOM_RELEASE'] === '1'),
    'BUILD.changelog': JSON.stringify(read('CHANGELOG.md')),
  };
}

/** Empty where there is no git, or no clone. */
function currentCommit(): string {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], {
      cwd: new URL('.', import.meta.url),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return '';
  }
}

export default defineConfig({
  // Relative addresses: the build works at any path of any static host.
  base: './',
  define: aboutThisBuild(),
  plugins: [
    svelte({ preprocess: vitePreprocess() }),
    chunksByPage(),
    inlineRuntime(),
    firstSight(),
    pageLinks(),
    appFiles(),
  ],
  // Views and workers are loaded late: a library that Vite discovers only then would make it reload
  // the page.
  optimizeDeps: { entries: ['index.html', 'src/**/*.{ts,svelte}', '!src/**/*.test.ts'] },
  worker: { format: 'es', plugins: () => [workerInTwo(), inlineRuntime()] },
  build: {
    target: 'es2022',
    // Vite's polyfill and inlined assets would need a looser Content-Security-Policy.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: {
        index: 'index.html',
        [SERVICE_WORKER]: 'src/worker/service-worker.ts',
        ...aheadInput,
      },
      output: {
        // Beside index.html, since a service worker controls only what is below its own path.
        entryFileNames: ({ name }) =>
          name === SERVICE_WORKER ? '[name].js' : 'assets/[name]-[hash].js',
      },
    },
  },
  test: {
    include: [
      'src/**/*.test.ts',
      'tests/{unit,nginx,interop,faults,hostile,engines}/**/*.test.ts',
      'scripts/**/*.test.ts',
    ],
    environment: 'node',
    // The default is one less than there are cores: of two, one would stay idle.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What is waited for comes late on a busy machine; the default is a second.
    expect: { poll: { timeout: 20_000 } },
  },
});
