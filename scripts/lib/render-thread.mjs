// The thread in which `npm run render` renders, so that it can be ended.
import { existsSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

const { isOfRelease, template } = await import(pathToFileURL(workerData).href);

parentPort?.on('message', (/** @type {import('./renderer.mjs').Asked} */ asked) => {
  void outcomeOf(asked).then((outcome) => parentPort?.postMessage(outcome));
});
parentPort?.postMessage('ready');

/** @returns {Promise<import('./renderer.mjs').Outcome>} */
async function outcomeOf(/** @type {import('./renderer.mjs').Asked} */ asked) {
  const { chart, values = [], ...options } = asked;
  try {
    const files = values.map((path) => ({ path, bytes: new Uint8Array(readFileSync(path)) }));
    return { ok: true, ...(await template(readChart(chart), { ...options, values: files })) };
  } catch (error) {
    if (!(error instanceof Error)) return { ok: false, error: String(error) };
    return { ok: false, error: error.message, isOfRelease: isOfRelease(error) };
  }
}

/** @returns {import('../../src/core/render/command.ts').Chart} */
function readChart(/** @type {string} */ path) {
  if (!existsSync(path)) throw new Error(`path ${JSON.stringify(path)} not found`);
  if (!statSync(path).isDirectory()) return { archive: new Blob([readFileSync(path)]) };
  return {
    files: filesBelow(path).map((file) => ({
      path: relative(path, file).split(sep).join('/'),
      blob: new Blob([readFileSync(file)]),
    })),
  };
}

/** In the order in which Helm reads them: by name in each folder, whose own files come with it. */
function filesBelow(/** @type {string} */ folder) {
  /** @type {string[]} */
  const files = readdirSync(folder)
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .flatMap((name) => {
      const path = join(folder, name);
      const entry = followed(path);
      return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
    });
  return files;
}

/** What a link leads to; where that isn't there, Helm's error (its `internal/sympath/walk.go`). */
function followed(/** @type {string} */ path) {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (entry) return entry;
  const target = resolve(dirname(path), readlinkSync(path));
  const names = target.split(sep);
  const missing = names.map((_, i) => names.slice(0, i + 1).join(sep)).find(isMissing);
  throw new Error(
    `error evaluating symlink ${path}: lstat ${missing ?? target}: no such file or directory`,
  );
}

function isMissing(/** @type {string} */ path) {
  return path !== '' && !existsSync(path);
}
