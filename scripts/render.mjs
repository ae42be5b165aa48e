// `npm run --silent render -- [NAME] CHART [-f FILE]... [--set K=V]...` prints what `helm template`
// prints; `--cases FILE` renders many charts in one process. For tests, and for the curious.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { loadCore } from './lib/load-core.mjs';

/** @typedef {import('../src/core/render/command.ts').CommandOptions} CommandOptions */

const OPTIONS = /** @type {const} */ ({
  values: { type: 'string', short: 'f', multiple: true },
  set: { type: 'string', multiple: true },
  'kube-version': { type: 'string' },
  'api-versions': { type: 'string', short: 'a', multiple: true },
  namespace: { type: 'string', short: 'n' },
  'include-crds': { type: 'boolean' },
  'show-only': { type: 'string', short: 's', multiple: true },
  helm: { type: 'string' },
  cases: { type: 'string' },
});

const { template } = await loadCore('src/core/render/command.ts');
const { values: flags, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });

if (flags.cases !== undefined) await renderCases(flags.cases);
else await renderOne();

async function renderOne() {
  const chart = positionals.at(-1);
  const name = positionals.length > 1 ? positionals[0] : undefined;
  if (chart === undefined) {
    console.error('Error: which chart? Its folder or its .tgz is missing');
    process.exitCode = 1;
    return;
  }
  const result = await rendered(chart, {
    ...(name !== undefined && { name }),
    ...(flags.helm === '3' && { helm: 3 }),
    ...(flags.namespace !== undefined && { namespace: flags.namespace }),
    kubeVersion: flags['kube-version'],
    apiVersions: (flags['api-versions'] ?? []).flatMap((each) => each.split(',')),
    includeCrds: flags['include-crds'] ?? false,
    showOnly: flags['show-only'] ?? [],
    values: (flags.values ?? []).map(valuesFile),
    set: flags.set ?? [],
  });
  if (result.ok) process.stdout.write(result.text);
  else {
    console.error(`Error: ${result.error}`);
    process.exitCode = 1;
  }
}

async function renderCases(/** @type {string} */ file) {
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line.trim() === '') continue;
    const { chart, values = [], output, ...options } = JSON.parse(line);
    const begun = performance.now();
    const result = await rendered(chart, { ...options, values: values.map(valuesFile) });
    const ms = Math.round(performance.now() - begun);
    console.log(JSON.stringify({ ...(result.ok ? summary(result.text, output) : result), ms }));
  }
}

function summary(/** @type {string} */ text, /** @type {boolean | undefined} */ isWhole) {
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { ok: true, sha256, lines: text.split('\n').length - 1, ...(isWhole && { text }) };
}

/** @returns {Promise<{ ok: true, text: string } | { ok: false, error: string }>} */
async function rendered(/** @type {string} */ path, /** @type {CommandOptions} */ options) {
  try {
    return { ok: true, text: await template(readChart(path), options) };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}

/** @returns {import('../src/core/render/command.ts').Chart} */
function readChart(/** @type {string} */ path) {
  if (!existsSync(path)) throw new Error(`path ${JSON.stringify(path)} not found`);
  if (!statSync(path).isDirectory()) return { archive: new Blob([readFileSync(path)]) };
  const files = readdirSync(path, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => statSync(file).isFile())
    .map((file) => ({
      path: relative(path, file).split(sep).join('/'),
      blob: new Blob([readFileSync(file)]),
    }));
  return { files };
}

function valuesFile(/** @type {string} */ path) {
  return { path, bytes: new Uint8Array(readFileSync(path)) };
}
