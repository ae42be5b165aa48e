/**
 * Signed charts from one registry to another of a different kind, out as one file, and back: equal
 * digests throughout, and no more requests than needed. `CHARTS=100` for the long run.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleArtifact, sampleSignature } from '../support/artifacts.ts';
import { recording } from '../support/http.ts';
import { findPeer } from '../support/peers.ts';
import { sampleReferrer } from '../support/referrers.ts';
import { isRegistryAvailable, startRegistry, type RunningRegistry } from '../support/registry.ts';
import { wholeTar } from '../support/whole-tar.ts';
import { copyAll, type CopyOutcome, type CopyWishes } from '../../src/core/actions/copy-to.ts';
import {
  keptSources,
  planCopy,
  copySources,
  type CopyItem,
} from '../../src/core/actions/copy-plan.ts';
import { importLayout } from '../../src/core/actions/import-layout.ts';
import { createInlineCompute } from '../../src/core/compute/inline.ts';
import { tagsBeside } from '../../src/core/content/beside.ts';
import { copy } from '../../src/core/content/copy.ts';
import { MemoryTarget } from '../../src/core/content/memory.ts';
import { Layout } from '../../src/core/layout/layout.ts';
import { readLayout } from '../../src/core/layout/read.ts';
import { writeLayout } from '../../src/core/layout/write.ts';
import { cosignTags } from '../../src/core/oci/referrer.ts';
import { Registry } from '../../src/core/registry/registry.ts';
import { takingTurnsByName } from '../../src/core/turns.ts';

const distribution3 = findPeer('registry3');
const CHARTS = Number(process.env['CHARTS'] ?? 20);
const TAGS = Array.from({ length: CHARTS }, (_, i) => `1.0.${i}`);
const PLAIN: CopyWishes = { referrers: false, convert: false, overwrite: false };
const SIGNED: CopyWishes = { ...PLAIN, referrers: true };

describe.skipIf(!isRegistryAvailable() || !distribution3)(`${CHARTS} signed charts`, () => {
  let old: RunningRegistry;
  let fresh: RunningRegistry;
  const { transport, requests } = recording();
  let shelf = new MemoryTarget();
  const registries = new Map<string, Registry>();
  const open = (host: string, name: string) => {
    const registry = registries.get(host) ?? new Registry({ host, transport });
    registries.set(host, registry);
    return registry.repository(name);
  };
  const ports = {
    repository: async (host: string, name: string) => open(host, name),
    library: async () => shelf,
    listed: () => Promise.reject(new Error('not asked')),
    compute: async () => createInlineCompute(),
    turns: takingTurnsByName(),
  };

  beforeAll(async () => {
    old = await startRegistry();
    fresh = await startRegistry({ binary: distribution3 ?? '' });
    const source = open(old.host, 'charts/mychart');
    for (const tag of TAGS) {
      const { target, manifest, config } = await sampleArtifact(tag);
      await copy(target, 'sample', source, tag);
      const signature = await sampleReferrer(manifest.descriptor, config);
      await source.push(signature.descriptor, signature.blob);
    }
    // One of them is signed in cosign's older way, under a tag.
    const { digest } = await source.resolve('1.0.7');
    const [sig = ''] = cosignTags(digest);
    await sampleSignature(source, sig, ['ann']);
  }, 120_000);
  afterAll(async () => void (await old.stop(), await fresh.stop()));

  async function run(items: readonly CopyItem[], wishes: CopyWishes) {
    const outcomes = new Map<string, CopyOutcome>();
    requests.length = 0;
    await copyAll(items, ports, {
      ...wishes,
      onEnd: ({ source }, outcome) => outcomes.set(source, outcome),
    });
    const kinds = [...outcomes.values()].map(({ kind }) => kind);
    const along = [...outcomes.values()].map((one) => ('referrers' in one ? one.referrers : 0));
    return {
      kinds: Object.fromEntries([...new Set(kinds)].map((kind) => [kind, count(kinds, kind)])),
      referrers: along.reduce((sum, one) => sum + one, 0),
      requests: [...requests],
      outcomes,
    };
  }

  const listed = (host: string, repository: string) =>
    copySources([`${host}/${repository}`], ports);
  async function inventory(host: string, repository: string) {
    const repo = open(host, repository);
    const found = [];
    for (const tag of TAGS) {
      const { digest } = await repo.resolve(tag);
      const { entries } = await repo.referrers(digest);
      const beside = await tagsBeside(repo, digest);
      const tagged = await Promise.all(beside.names.map((name) => repo.resolve(name)));
      found.push([tag, digest, ...[...entries, ...tagged].map((entry) => entry.digest)]);
    }
    return found;
  }

  test('move from 2.8 to 3.1, out as one file, and back', { timeout: 240_000 }, async () => {
    const before = await inventory(old.host, 'charts/mychart');
    const there = planCopy(await listed(old.host, 'charts/mychart'), {
      below: `${fresh.host}/new`,
    });
    expect(there).toHaveLength(CHARTS);
    expect(there[0]?.destination).toMatch(/\/new\/mychart:1\.0\.\d+$/);
    const moved = await run(there, SIGNED);
    // Each one's signature, and the one under a tag.
    expect(moved).toMatchObject({ kinds: { copied: CHARTS }, referrers: CHARTS + 1 });
    expect(await inventory(fresh.host, 'new/mychart')).toEqual(before);

    // Once more, all is there: a HEAD of the tag at each end, and nothing else.
    const again = await run(there, PLAIN);
    expect(again.kinds).toEqual({ unchanged: CHARTS });
    expect(again.requests).toHaveLength(2 * CHARTS);
    expect(again.requests.filter((request) => !request.startsWith('HEAD /v2/'))).toEqual([]);
    // With the signatures as well: none is sent, and no blob is asked for.
    const signed = await run(there, SIGNED);
    expect(signed).toMatchObject({ kinds: { unchanged: CHARTS }, referrers: CHARTS + 1 });
    expect(
      signed.requests.filter((request) => /^(PUT|POST|PATCH)|\/blobs\//.test(request)),
    ).toEqual([]);

    // Into the library, out as one file, into another library, and from there to the old registry.
    await run(planCopy(await listed(fresh.host, 'new/mychart'), 'library'), SIGNED);
    const names = TAGS.map((tag) => `${fresh.host}/new/mychart:${tag}`);
    const { tar, artifacts, referrers } = await writeLayout(shelf, names);
    expect({ artifacts, referrers }).toEqual({ artifacts: CHARTS, referrers: CHARTS + 1 });
    const layout = new Layout(await readLayout(await wholeTar(tar)));
    const imported = await importLayout(layout, shelf);
    expect(imported.map(({ outcome }) => outcome)).toEqual(Array(CHARTS).fill('there'));
    shelf = new MemoryTarget();
    expect((await importLayout(layout, shelf)).map(({ outcome }) => outcome)).toEqual(
      Array(CHARTS).fill('imported'),
    );
    const back = planCopy(keptSources(names), { below: `${old.host}/back` });
    expect((await run(back, SIGNED)).kinds).toEqual({ copied: CHARTS });
    expect(await inventory(old.host, 'back/mychart')).toEqual(before);
    console.log(
      `${CHARTS} charts with ${moved.referrers} signatures: ${moved.requests.length} requests to move, ` +
        `${again.requests.length} when all was there, ${signed.requests.length} with signatures`,
    );
  });

  test('blobs are mounted within a registry; what is other is left; one failure stops nothing', async () => {
    const sources = await copySources(
      [`${old.host}/charts/mychart:1.0.0`, `${old.host}/charts/mychart:1.0.1`],
      ports,
    );
    const within = await run(planCopy(sources, { below: `${old.host}/mounted` }), PLAIN);
    expect(within.kinds).toEqual({ copied: 2 });
    expect(within.requests.filter((request) => /GET .*blobs|PUT .*uploads/.test(request))).toEqual(
      [],
    );

    const other = await sampleArtifact('another');
    await copy(other.target, 'sample', open(fresh.host, 'taken/mychart'), '1.0.0');
    const gone = { ...sources[0], source: `${old.host}/charts/mychart:gone` };
    const items = planCopy(
      [...sources, { source: gone.source, from: { ...sources[0]?.from, name: 'gone' } }],
      { below: `${fresh.host}/taken` },
    );
    const { outcomes, kinds } = await run(items, PLAIN);
    expect(kinds).toEqual({ differs: 1, copied: 1, failed: 1 });
    expect(outcomes.get(gone.source)).toMatchObject({
      side: 'source',
      error: { code: 'tag.not-found' },
    });
    const replacing = items.filter(({ source }) => outcomes.get(source)?.kind === 'differs');
    expect((await run(replacing, { ...PLAIN, overwrite: true })).kinds).toEqual({ copied: 1 });
  });

  test('a registry that is gone is named as the side that it is', async () => {
    const sources = await copySources([`${old.host}/charts/mychart:1.0.0`], ports);
    const off = await startRegistry();
    await off.stop();
    const to = await run(planCopy(sources, { below: off.host }), PLAIN);
    expect([...to.outcomes.values()]).toMatchObject([{ kind: 'failed', side: 'destination' }]);
    const dead = { registry: off.host, repository: 'charts/mychart' };
    const item = {
      from: { repository: dead, name: '1.0.0' },
      source: `${off.host}/charts/mychart:1.0.0`,
    };
    const from = await run(planCopy([item], { below: `${fresh.host}/x` }), PLAIN);
    expect([...from.outcomes.values()]).toMatchObject([{ kind: 'failed', side: 'source' }]);
  });
});

function count<T>(list: readonly T[], item: T): number {
  return list.filter((one) => one === item).length;
}
