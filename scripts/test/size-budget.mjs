/** Compares the compressed size of the built app with its limits. */
import { dirname, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { root } from '../lib/paths.mjs';

/** Gzipped bytes; a kilobyte is 1000. */
const BUDGET = {
  'initial JavaScript': 40_000,
  'initial CSS': 6_000,
  // Each with all that it needs to start.
  'compute worker': 50_000,
  'storage worker': 20_000,
  // OpenPGP.js is 64 kB in its smallest build; it is loaded only when a person adds a key.
  'signature worker': 66_000,
  // The template engine: templates, functions, fmt, patterns and values, without YAML, schemas and
  // the readers of charts and archives that come with them in the worker for rendering.
  'template engine': 60_000,
  'rendering worker': 105_000,
  // The check of a chart, which has the template engine too, for what lint renders.
  'largest lazy part of a worker': 85_000,
  // What publishing, a chart's page and a registry's page share.
  'largest lazy chunk': 82_000,
  // Each with all that it needs, beyond what the page of a chart has loaded without it.
  'README tab': 30_000,
  'values tab': 30_000,
};

/** The scripts of workers, each with what it imports at once. */
const OF_A_START = /[-.]worker-/;
/** The frame around the pages, which the page's script loads at once. */
const FRAME = ['frame.ts'];
/** With what its checks load as soon as there is a chart. */
const CHART_PAGE = ['views/chart/Chart.svelte', 'core/lint/finding.ts'];
const README_TAB = ['views/chart/Overview.svelte', 'views/chart/readme/Readme.svelte'];
const VALUES_TAB = ['views/chart/Values.svelte'];

/** @typedef {Extract<Awaited<ReturnType<typeof build>>, { output: unknown }>['output'][number]} Output */
/** @typedef {Extract<Output, { type: 'chunk' }>} Chunk */

/** Builds without writing and lists each size with its limit. */
export async function measureBudget() {
  const built = await build({ root, logLevel: 'error', build: { write: false } });
  const { output } = /** @type {{ output: Output[] }} */ (Array.isArray(built) ? built[0] : built);
  const sizes = { ...sizesOf(output), 'template engine': await engineSize() };
  return Object.entries(BUDGET).map(([name, limit]) => {
    const size = sizes[/** @type {keyof typeof BUDGET} */ (name)];
    return { name, size, limit, fits: size <= limit };
  });
}

/** The engine's own modules by themselves; what they load only when it is called for isn't counted. */
async function engineSize() {
  const built = await build({
    ...{ root, configFile: false, logLevel: 'error' },
    build: {
      ...{ write: false, minify: true, target: 'es2022' },
      lib: { entry: 'src/core/render/render.ts', formats: ['es'] },
      rolldownOptions: { external: (id, from) => from !== undefined && !isOfEngine(id, from) },
    },
  });
  const { output } = /** @type {{ output: Output[] }} */ (Array.isArray(built) ? built[0] : built);
  const entries = output.filter((file) => file.type === 'chunk' && file.isEntry);
  if (entries.length === 0) throw new Error('the template engine was not built');
  // In the worker they are one file.
  const atOnce = [...chunksOf(output, /** @type {Chunk[]} */ (entries))];
  return gzipSync(atOnce.map(({ code }) => code).join('')).length;
}

/** Whether an import of a module in the engine stays in it. */
function isOfEngine(/** @type {string} */ id, /** @type {string} */ from) {
  return /\/src\/core\/(?:render|go)\//.test(resolve(dirname(from), id));
}

/** @returns {Omit<Record<keyof typeof BUDGET, number>, 'template engine'>} */
export function sizesOf(/** @type {Output[]} */ output) {
  const byName = new Map(output.map((file) => [file.fileName, file]));
  const entries = output.filter((file) => file.type === 'chunk' && file.isEntry);
  const initial = chunksOf(output, [.../** @type {Chunk[]} */ (entries), ...madeOf(output, FRAME)]);
  // Vite builds workers by themselves and emits them as assets.
  const workers = output.filter((f) => f.type === 'asset' && f.fileName.endsWith('.js'));
  const workersOf = (/** @type {string} */ name) =>
    sum(workers.filter(({ fileName }) => new RegExp(`${name}[-.]worker`).test(fileName)).map(size));
  const size = (/** @type {Output | undefined} */ file) =>
    file ? gzipSync(file.type === 'chunk' ? file.code : file.source).length : 0;
  const sum = (/** @type {number[]} */ sizes) => sizes.reduce((a, b) => a + b, 0);
  const page = new Set([...initial, ...chunksOf(output, madeOf(output, CHART_PAGE), initial)]);
  const tab = (/** @type {string[]} */ modules) =>
    sum([...chunksOf(output, madeOf(output, modules), page)].map(size));
  return {
    'initial JavaScript': sum([...initial].map(size)),
    'initial CSS': sum(stylesOf(byName.get('index.html')).map((name) => size(byName.get(name)))),
    'compute worker': workersOf('compute'),
    'storage worker': workersOf('storage'),
    'signature worker': workersOf('signature'),
    'rendering worker': workersOf('render'),
    'largest lazy part of a worker': Math.max(
      0,
      ...workers.filter(({ fileName }) => !OF_A_START.test(fileName)).map(size),
    ),
    'largest lazy chunk': Math.max(
      0,
      ...output.filter((f) => f.type === 'chunk' && !initial.has(f)).map(size),
    ),
    'README tab': tab(README_TAB),
    'values tab': tab(VALUES_TAB),
  };
}

/** The styles that the page waits for. */
function stylesOf(/** @type {Output | undefined} */ page) {
  if (page?.type !== 'asset') throw new Error('there is no index.html');
  const links = String(page.source).matchAll(/<link rel="stylesheet"[^>]* href="\.\/([^"]+)"/g);
  const names = [...links].map(([, name = '']) => name);
  if (names.length === 0) throw new Error('index.html has no styles');
  return names;
}

/** The chunks that hold these modules. */
function madeOf(/** @type {Output[]} */ output, /** @type {string[]} */ modules) {
  return modules.map((path) => {
    const chunk = output.find(
      (file) => file.type === 'chunk' && file.moduleIds.some((id) => id.endsWith(`/src/${path}`)),
    );
    if (chunk?.type !== 'chunk') throw new Error(`there is no chunk of ${path}`);
    return chunk;
  });
}

/**
 * Some chunks and everything that they import statically, without what is there already.
 *
 * @param {Output[]} output
 * @param {Chunk[]} wanted
 * @param {ReadonlySet<Chunk>} there
 */
function chunksOf(output, wanted, there = new Set()) {
  const chunks = new Map(output.flatMap((f) => (f.type === 'chunk' ? [[f.fileName, f]] : [])));
  /** @type {Set<Chunk>} */
  const found = new Set();
  const add = (/** @type {Chunk | undefined} */ chunk) => {
    if (!chunk || found.has(chunk) || there.has(chunk)) return;
    found.add(chunk);
    for (const name of chunk.imports) add(chunks.get(name));
  };
  wanted.forEach(add);
  return found;
}
