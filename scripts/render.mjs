// `npm run --silent render -- [NAME] CHART [-f FILE]... [--set K=V]...` prints what `helm template`
// prints; `--cases FILE` renders many charts in one process. For tests, and for the curious.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Renderer } from './lib/renderer.mjs';

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

const renderer = new Renderer();
const { values: flags, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });

if (flags.cases !== undefined) await renderCases(flags.cases);
else await renderOne();
await renderer.end();

async function renderOne() {
  const chart = positionals.at(-1);
  const name = positionals.length > 1 ? positionals[0] : undefined;
  if (chart === undefined) {
    console.error('Error: which chart? Its folder or its .tgz is missing');
    process.exitCode = 1;
    return;
  }
  const result = await renderer.render({
    chart,
    ...(name !== undefined && { name }),
    ...(flags.helm === '3' && { helm: 3 }),
    ...(flags.namespace !== undefined && { namespace: flags.namespace }),
    kubeVersion: flags['kube-version'],
    apiVersions: flags['api-versions'] ?? [],
    includeCrds: flags['include-crds'] ?? false,
    showOnly: flags['show-only'] ?? [],
    values: flags.values ?? [],
    set: flags.set ?? [],
  });
  if (result.ok) {
    for (const address of result.unread)
      console.error(`WARNING: ${address} isn't fetched: values aren't held against its schema`);
    process.stdout.write(result.text);
  } else {
    const hint = result.isOfRelease ? '\n\nUse --debug flag to render out invalid YAML' : '';
    console.error(`Error: ${result.error}${hint}`);
    process.exitCode = 1;
  }
}

async function renderCases(/** @type {string} */ file) {
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line.trim() === '') continue;
    const { output, ...asked } = JSON.parse(line);
    const begun = performance.now();
    const result = await renderer.render(asked);
    const ms = Math.round(performance.now() - begun);
    const told = result.ok ? summary(result.text, output) : { ok: false, error: result.error };
    console.log(JSON.stringify({ ...told, ms }));
  }
}

function summary(/** @type {string} */ text, /** @type {boolean | undefined} */ isWhole) {
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { ok: true, sha256, lines: text.split('\n').length - 1, ...(isWhole && { text }) };
}
