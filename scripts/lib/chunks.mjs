/**
 * Which modules are built into one file. Without this each set of pages that share a module gets a
 * file for it: a page would be a hundred tiny files, each a request, and in several rounds.
 */

import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from './paths.mjs';

/** @typedef {import('rolldown').Plugin} Plugin */
/** @typedef {{ getModuleInfo(id: string): { importedIds: readonly string[] } | null }} Graph */

/** What every page loads once it stands. */
const ALWAYS = ['platform/keep-focus.ts', 'platform/sights.ts', 'worker/offline.ts'];

/**
 * What is loaded together, by the modules in `src/` from which it is reached, each with the code
 * that it loads next.
 */
const PAGES = {
  publish: ['views/publish/Publish.svelte', ...ALWAYS],
  push: [
    'views/publish/PublishOne.svelte',
    'core/actions/standing.ts',
    'core/registry/registry.ts',
    'platform/transport.ts',
    'platform/walk.ts',
    'worker/compute-client.ts',
  ],
  many: ['views/publish/PublishMany.svelte'],
  words: [
    'views/publish/DependencyFailures.svelte',
    'views/publish/UnknownThere.svelte',
    'views/shared/FailureNotice.svelte',
    'views/shared/SignInForm.svelte',
    'views/shared/TagResults.svelte',
  ],
  chart: [
    'views/chart/Chart.svelte',
    'views/chart/Pull.svelte',
    ...ALWAYS,
    'core/registry/registry.ts',
    'platform/transport.ts',
    'worker/compute-client.ts',
  ],
  overview: [
    'views/chart/Overview.svelte',
    'views/chart/HubFacts.svelte',
    'views/chart/readme/Readme.svelte',
  ],
  looking: [
    'core/lint/finding.ts',
    'views/chart/Files.svelte',
    'views/chart/Findings.svelte',
    'views/publish/ChosenDetails.svelte',
  ],
  keep: ['core/actions/keep.ts', 'worker/storage-client.ts'],
  work: ['views/shared/UnderWay.svelte'],
  values: ['views/chart/Values.svelte'],
  registry: [
    'views/registry/Registries.svelte',
    'views/registry/Registry.svelte',
    'core/registry/registry.ts',
    'platform/transport.ts',
    'worker/compute-client.ts',
  ],
  library: ['views/library/Library.svelte'],
};
/** The page's script, which is `start` with all that it imports. */
const MAIN = 'main.ts';
/** The frame around the pages, which it loads at once. */
const FRAME = 'frame.ts';
const EARLIER = new Set(['publish', 'words', 'push', 'chart', 'looking', 'keep', 'work']);
/** In this order modules are taken, each with all that it imports and that isn't taken yet. */
const NAMES = [
  ...['start', 'shell', 'early', 'publish', 'first', 'push', 'chart', 'looking', 'words', 'keep'],
  ...['work', 'shared'],
  ...Object.keys(PAGES).filter((page) => !EARLIER.has(page)),
];

/**
 * Files by what people do.
 *
 * @returns {Plugin}
 */
export function chunksByPage() {
  /** @type {Map<string, string>} */
  const names = new Map();
  const groups = NAMES.map((name, index) => ({
    name,
    test: (/** @type {string} */ id) => names.get(id) === name,
    priority: NAMES.length - index,
  }));
  return {
    name: 'chunks-by-page',
    buildEnd() {
      names.clear();
      nameModules(names, [...this.getModuleIds()], this);
    },
    outputOptions: (options) => ({ ...options, codeSplitting: { groups } }),
  };
}

/** Where the check of a chart begins, which a worker loads late and for every chart. */
const CHECK = '/src/core/compute/check.ts';

/**
 * One file for all that a worker's script imports at once, and one for the check of a chart. The
 * script itself stays alone: WebKit runs it a second time if a file that it loads imports it back.
 *
 * @returns {Plugin}
 */
export function workerInTwo() {
  let name = '';
  /** @type {Set<unknown>} */
  let atOnce = new Set();
  /** @type {Set<unknown>} */
  let check = new Set();
  return {
    name: 'worker-in-two',
    options: (options) => ({ ...options, preserveEntrySignatures: 'strict' }),
    buildEnd() {
      const ids = [...this.getModuleIds()];
      const script = ids.find((id) => this.getModuleInfo(id)?.isEntry) ?? '';
      name = /([^/]+)\.worker\.ts$/.exec(script)?.[1] ?? '';
      atOnce = reach(this.getModuleInfo(script)?.importedIds ?? [], this);
      check = reach(
        ids.filter((id) => id.endsWith(CHECK)),
        this,
      );
    },
    outputOptions: (options) => ({
      ...options,
      codeSplitting: {
        groups: [
          {
            name: () => `${name}-worker`,
            debugName: 'at once',
            test: (id) => atOnce.has(id),
            priority: 2,
          },
          { name: 'check', test: (id) => check.has(id), priority: 1 },
        ],
      },
    }),
    generateBundle(_, bundle) {
      for (const script of Object.values(bundle)) {
        if (script.type === 'chunk' && script.isEntry) importAtOnce(script, bundle);
      }
    },
  };
}

/**
 * Has a script import what its imports import: they are asked for together with these, and not only
 * once these have come.
 *
 * @param {import('rolldown').OutputChunk} script
 * @param {import('rolldown').OutputBundle} bundle
 */
function importAtOnce(script, bundle) {
  const later = script.imports.flatMap((name) => {
    const chunk = bundle[name];
    return chunk?.type === 'chunk' ? chunk.imports : [];
  });
  for (const name of new Set(later)) script.code = `import"./${basename(name)}";${script.code}`;
}

/**
 * Puts the group of each module into `names`.
 *
 * @param {Map<string, string>} names
 * @param {string[]} ids
 * @param {Graph} graph
 */
function nameModules(names, ids, graph) {
  const from = (/** @type {string[]} */ paths) =>
    reach(
      paths.flatMap((path) => idOf(path, ids) ?? []),
      graph,
    );
  const start = from([MAIN]);
  const shell = from([FRAME]);
  const pages = Object.entries(PAGES).map(([page, roots]) => ({ page, holds: from(roots) }));
  for (const id of ids) {
    const users = pages.filter(({ holds }) => holds.has(id)).map(({ page }) => page);
    const name = shell.has(id) ? 'shell' : fileFor(new Set(users));
    if (start.has(id)) names.set(id, 'start');
    else if (name) names.set(id, name);
  }
}

/**
 * The file for what these pages share. A person's first page is for publishing or that of a chart,
 * so neither of them waits for what only the other needs: both need `early` and `first`, the one
 * before anything has been chosen. What shows the inside of a chart, `looking`, comes after the
 * first sight of either, and what says an error, `words`, with the first of them.
 */
function fileFor(/** @type {Set<string>} */ pages) {
  const [only] = pages;
  if (pages.size <= 1) return only;
  const isIn = (/** @type {string[]} */ ...names) => names.some((name) => pages.has(name));
  const isOfChart = isIn('chart', 'overview', 'looking', 'keep', 'values', 'words');
  if (pages.has('publish')) return isOfChart ? 'early' : 'publish';
  // What says an error comes only once there is one, but for what findings have in common with it.
  if (pages.has('words') && !isIn('chart', 'push')) return isIn('looking') ? 'looking' : 'words';
  if (pages.has('push')) return isOfChart ? 'first' : 'push';
  if (pages.has('chart')) return isIn('looking', 'keep', 'words') ? 'first' : 'chart';
  return ['looking', 'keep', 'work'].find((page) => pages.has(page)) ?? 'shared';
}

/**
 * A module by its path in `src/`; none if this build has no use for it, as one for tests has none
 * for the service worker. One that has gone must not go unnoticed: its page would fall into pieces
 * again.
 */
function idOf(/** @type {string} */ path, /** @type {string[]} */ ids) {
  if (!existsSync(join(root, 'src', path))) {
    throw new Error(`scripts/lib/chunks.mjs names src/${path}, which is not there`);
  }
  return ids.find((id) => id.endsWith(`/src/${path}`));
}

/** All that is imported from some modules, with themselves; what they load later is not. */
function reach(/** @type {readonly string[]} */ roots, /** @type {Graph} */ graph) {
  const found = new Set();
  const add = (/** @type {string} */ id) => {
    if (found.has(id)) return;
    found.add(id);
    graph.getModuleInfo(id)?.importedIds.forEach(add);
  };
  roots.forEach(add);
  return found;
}
