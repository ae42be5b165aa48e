import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { root } from './paths.mjs';

/**
 * Loads a module of the page's rules in Node.
 * @returns {Promise<any>}
 */
export async function loadCore(/** @type {string} */ path) {
  return import(pathToFileURL(await buildModule(path)).href);
}

/**
 * Builds a module with all that it imports as JavaScript in one file, and returns that file: every
 * Node that the project runs with can load it, and it is as fast as in the page.
 *
 * @param {string} path
 * @param {import('vite').PluginOption[]} [plugins]
 */
export async function buildModule(path, plugins = []) {
  const result = await build({
    ...{ root, plugins, configFile: false, logLevel: 'error' },
    ssr: { noExternal: true },
    build: {
      ...{ ssr: path, write: false, minify: false, target: 'node20' },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  const chunk = output && 'output' in output ? output.output[0] : undefined;
  if (!chunk) throw new Error(`${path} can't be built`);
  const folder = join(root, '.chartroom/modules');
  mkdirSync(folder, { recursive: true });
  const digest = createHash('sha256').update(chunk.code).digest('hex').slice(0, 16);
  const file = join(folder, `${digest}.mjs`);
  if (!existsSync(file)) {
    const beside = `${file}.${process.pid}`;
    writeFileSync(beside, chunk.code);
    renameSync(beside, file);
  }
  return file;
}
