/**
 * Which modules are built into one file. Without this each set of pages that share a module gets a
 * file for it: a page would be a hundred tiny files, each a request, and in several rounds.
 */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

/** @typedef {import('rolldown').Plugin} Plugin */
/** @typedef {{ getModuleInfo(id: string): { importedIds: readonly string[] } | null }} Graph */

/** What every page loads once it stands. */
const ALWAYS = ['platform/keep-focus.ts', 'platform/sights.ts', 'worker/offline.ts'];

/**
 * What is loaded together, by the modules in `src/` from which it is reached, each with the code
 * that it loads next. A module that several pages need is in `shared`, or in `early` if the page
 * for publishing needs it before anything has been chosen.
 */
const PAGES = {
  publish: ['views/publish/Publish.svelte', ...ALWAYS],
  push: [
    'views/publish/PublishOne.svelte',
    'views/publish/PublishMany.svelte',
    'views/shared/SignInForm.svelte',
    'core/actions/keep.ts',
    'core/actions/standing.ts',
    'core/registry/registry.ts',
    'platform/transport.ts',
    'platform/walk.ts',
    'worker/compute-client.ts',
    'worker/storage-client.ts',
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
    'views/chart/Findings.svelte',
    'views/chart/HubFacts.svelte',
    'views/chart/readme/Readme.svelte',
  ],
  values: ['views/chart/Values.svelte'],
  files: ['views/chart/Files.svelte'],
  registry: [
    'views/registry/Registries.svelte',
    'views/registry/Registry.svelte',
    'core/registry/registry.ts',
    'platform/transport.ts',
    'worker/compute-client.ts',
  ],
  library: ['views/library/Library.svelte', 'worker/storage-client.ts'],
};
/** The page's script. It stays a file of its own, the entry. */
const MAIN = 'main.ts';
const EARLY = 'publish';
/** In this order modules are taken, each with what it imports. */
const NAMES = ['shell', 'early', 'shared', ...Object.keys(PAGES)];

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
  };
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
  const main = idOf(MAIN, ids);
  const shell = from([MAIN]);
  const pages = Object.entries(PAGES).map(([page, roots]) => ({ page, holds: from(roots) }));
  for (const id of ids) {
    const [first, ...others] = pages.filter(({ holds }) => holds.has(id));
    if (id === main) continue;
    if (shell.has(id)) names.set(id, 'shell');
    else if (first && others.length === 0) names.set(id, first.page);
    else if (first) names.set(id, first.page === EARLY ? 'early' : 'shared');
  }
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
