// The thread in which `npm run render` renders, so that it can be ended.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
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
      const entry = statSync(path);
      return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
    });
  return files;
}
