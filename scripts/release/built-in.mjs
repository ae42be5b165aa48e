/** The packages whose code is in the built app, with their licences, as Vite collects them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { root } from '../lib/paths.mjs';

/**
 * @typedef {object} BuiltIn
 * @property {string} name
 * @property {string} version
 * @property {string} [identifier] of the licence, as SPDX and package.json have it
 * @property {string} [text]
 */

const FILE = 'licences.json';

/**
 * The build tools write some lines of their own into the app, which belong to no package that Vite
 * sees: what loads a view's styles with it, and what joins modules.
 */
const TOOLS = ['vite', 'rolldown'];

/**
 * All of them, by name. Vite leaves workers out of its list, since it builds them apart; so here
 * they are built as if each were a page.
 * @returns {Promise<BuiltIn[]>}
 */
export async function builtIn() {
  const workers = readdirSync(join(root, 'src/worker')).filter((name) =>
    /\.worker\.ts$/.test(name),
  );
  const input = Object.fromEntries(workers.map((name) => [name, join(root, 'src/worker', name)]));
  const built = await build({
    root,
    logLevel: 'error',
    build: { write: false, minify: false, license: { fileName: FILE }, rolldownOptions: { input } },
  });
  const { output } = /** @type {{ output: { fileName: string, source?: unknown }[] }} */ (
    Array.isArray(built) ? built[0] : built
  );
  const list = output.find(({ fileName }) => fileName === FILE)?.source;
  /** @type {BuiltIn[]} */
  const found = JSON.parse(String(list));
  const packages = [...found, ...TOOLS.map(tool)].sort((a, b) => (a.name < b.name ? -1 : 1));
  const silent = packages.filter(({ text, identifier }) => !text || !identifier);
  if (silent.length === 0) return packages;
  throw new Error(`No licence was found of ${silent.map(({ name }) => name).join(', ')}.`);
}

/** @returns {BuiltIn} */
function tool(/** @type {string} */ name) {
  const folder = join(root, 'node_modules', name);
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((each) => /^licen[sc]e/i.test(each)) ?? 'LICENSE';
  // What Vite's own package bundles isn't in the app.
  const [text = ''] = readFileSync(join(folder, file), 'utf8').split(/^# Licenses of bundled/m);
  return { name, version, identifier: license, text: text.trim() };
}

/** All licences one after the other, for people. */
export function licenceText(/** @type {BuiltIn[]} */ packages) {
  const rule = '='.repeat(80);
  const parts = packages.map(({ name, version, identifier, text }) =>
    [rule, `${name} ${version}, ${identifier}`, rule, '', text, '', ''].join('\n'),
  );
  return `Chartroom has code of these packages in it.\n\n${parts.join('')}`;
}
