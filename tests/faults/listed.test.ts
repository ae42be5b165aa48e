/**
 * Charts copied from a chart repository that is behind a proxy which breaks things. What gets a name
 * is the very archive, with a `.prov` where one lies beside it; else the error is one that the faults
 * account for, and it is the source's. What failed is copied once the faults are over. `FAULTS=2000`
 * for the long run, `SEED=…` to begin elsewhere.
 */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { planCopy, copySources, type CopyItem } from '../../src/core/actions/copy-plan.ts';
import { copyAll, type CopyOutcome } from '../../src/core/actions/copy-to.ts';
import { ListedRepository } from '../../src/core/actions/listed-repository.ts';
import { packArchive } from '../../src/core/chart/archive.ts';
import { createInlineCompute } from '../../src/core/compute/inline.ts';
import { MemoryTarget } from '../../src/core/content/memory.ts';
import { ChartroomError } from '../../src/core/errors.ts';
import { HELM_CHART, HELM_PROVENANCE } from '../../src/core/oci/chart-media-types.ts';
import { parseManifest } from '../../src/core/oci/manifest.ts';
import { ChartRepository } from '../../src/core/registry/chart-repository.ts';
import { takingTurnsByName } from '../../src/core/turns.ts';
import { nodeTransport } from '../support/http.ts';
import { startServer, type RunningServer } from '../support/server.ts';
import { startFaultProxy, type FaultProxy } from './proxy.ts';
import { Random } from './random.ts';
import { PROBABILITIES } from './transfers.ts';

const COUNT = Number(process.env['FAULTS'] ?? 25);
const SEED = Number(process.env['SEED'] ?? 1);
const VERSIONS = ['1.0.0', '1.1.0', '2.0.0'];
const compute = createInlineCompute();
/** By path; each archive has its `.prov` beside it. */
const files = new Map<string, Buffer>();
let server: RunningServer;
let proxy: FaultProxy;

beforeAll(async () => {
  server = await startServer(({ url = '' }, response) => {
    const file = files.get(url);
    response.writeHead(file ? 200 : 404).end(file);
  });
  proxy = await startFaultProxy(server.url, { closesPart: true });
  const entries = [];
  for (const version of VERSIONS) {
    const text = `apiVersion: v2\nname: tide\nversion: ${version}\n`;
    const chartYaml = { path: 'Chart.yaml', bytes: new TextEncoder().encode(text) };
    const archive = Buffer.from(await packArchive('tide', [chartYaml]).arrayBuffer());
    files.set(`/tide-${version}.tgz`, archive);
    files.set(`/tide-${version}.tgz.prov`, Buffer.from(`a signature of ${version}`));
    const digest = createHash('sha256').update(archive).digest('hex');
    entries.push({
      apiVersion: 'v2',
      name: 'tide',
      version,
      digest,
      urls: [`tide-${version}.tgz`],
    });
  }
  files.set('/index.yaml', Buffer.from(JSON.stringify({ entries: { tide: entries } })));
});
afterAll(async () => {
  await proxy.stop();
  await server.stop();
});

function openRepository(): Promise<ListedRepository> {
  return ListedRepository.open(
    new ChartRepository(proxy.url, { transport: nodeTransport }),
    compute,
  );
}

/** What a version is kept as that isn't what the repository has; undefined if nothing is wrong. */
async function wrongAt(library: MemoryTarget, name: string, version: string) {
  const stored = await library.fetchManifest(name).catch(() => undefined);
  if (!stored) return undefined;
  const manifest = parseManifest(await stored.blob.text(), stored.descriptor.mediaType);
  if ('manifests' in manifest) return `${name} is an index`;
  const archive = manifest.layers.find(({ mediaType }) => mediaType === HELM_CHART);
  const bytes = archive && Buffer.from(await (await library.fetch(archive)).arrayBuffer());
  if (!bytes?.equals(files.get(`/tide-${version}.tgz`) ?? Buffer.of())) return `${name} is other`;
  const isSigned = manifest.layers.some(({ mediaType }) => mediaType === HELM_PROVENANCE);
  return isSigned ? undefined : `${name} is without its .prov`;
}

async function round(seed: number): Promise<{ wrong: string[]; results: string[] }> {
  const random = new Random(seed);
  const wrong: string[] = [];
  proxy.begin(seed, random.pick(PROBABILITIES));
  const read = await openRepository().then(
    () => undefined,
    (error: unknown) => ChartroomError.from(error).code,
  );
  const whileReading = new Set<string>(proxy.end().flatMap(({ codes }) => codes));
  // An index has no digest: a part of one may be YAML, or not.
  if (whileReading.has('size.mismatch')) whileReading.add('index.invalid');
  if (whileReading.has('auth.required')) whileReading.add('index.closed');
  if (read && !whileReading.has(read)) wrong.push(`reading the index: ${read}`);

  const repository = await openRepository();
  const library = new MemoryTarget();
  const ports = {
    repository: () => Promise.reject(new Error('not asked')),
    library: async () => library,
    listed: async () => repository,
    compute: async () => compute,
    turns: takingTurnsByName(),
  };
  const items = planCopy(await copySources([`${proxy.url}#tide`], ports), 'library');
  const run = async (some: readonly CopyItem[]) => {
    const outcomes = new Map<CopyItem, CopyOutcome>();
    const onEnd = (item: CopyItem, outcome: CopyOutcome) => void outcomes.set(item, outcome);
    await copyAll(some, ports, { referrers: true, convert: false, overwrite: false, onEnd });
    return outcomes;
  };
  proxy.begin(seed + 1, random.pick(PROBABILITIES));
  const outcomes = await run(items);
  const allowed = new Set<string>(proxy.end().flatMap(({ codes }) => codes));
  if (allowed.has('auth.required')) allowed.add('index.closed');
  for (const { destination, from } of items) {
    const found = await wrongAt(library, destination, from.name);
    if (found) wrong.push(found);
  }
  for (const outcome of outcomes.values()) {
    if (outcome.kind !== 'failed') continue;
    const { error, side } = outcome;
    if (!allowed.has(error.code)) wrong.push(`${error.code} is none of ${[...allowed].join(', ')}`);
    if (side !== 'source') wrong.push(`${error.code} is told to be the ${side}'s`);
  }
  // Once the faults are over, what isn't there yet comes.
  for (const [, { kind }] of await run(
    items.filter((item) => outcomes.get(item)?.kind !== 'copied'),
  )) {
    if (kind !== 'copied') wrong.push(`going on: ${kind}`);
  }
  for (const { destination, from } of items) {
    await library.fetchManifest(destination);
    const found = await wrongAt(library, destination, from.name);
    if (found) wrong.push(`at the end: ${found}`);
  }
  const told = [...outcomes.values()].map((one) =>
    one.kind === 'failed' ? one.error.code : one.kind,
  );
  return { wrong, results: told };
}

test('are what the repository has, or not there', { timeout: COUNT * 10_000 }, async () => {
  const results: string[] = [];
  for (let i = 0; i < COUNT; i++) {
    const outcome = await round(SEED + 2 * i);
    expect(outcome.wrong, `seed ${SEED + 2 * i}`).toEqual([]);
    results.push(...outcome.results);
  }
  const count = (result: string) => results.filter((one) => one === result).length;
  console.log([...new Set(results)].map((result) => `${count(result)} ${result}`).join(', '));
  // A run in which nothing went wrong, or nothing right, shows nothing.
  expect(results).toContain('copied');
  expect(results.some((result) => result !== 'copied')).toBe(true);
});
