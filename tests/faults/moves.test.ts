/**
 * Signed charts copied between two registries of different kinds, with both ends failing, each
 * through a proxy that breaks things. After each run every chart is complete and signed, in cosign's
 * older way too, or there is no tag and the error is one that the faults account for. Then what
 * failed is copied once more without faults, as **Go on** does. `FAULTS=2000` for the long run,
 * `SEED=…` to begin elsewhere.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyAll, type CopyOutcome, type CopyPorts } from '../../src/core/actions/copy-to.ts';
import type { CopyItem } from '../../src/core/actions/copy-plan.ts';
import { createInlineCompute } from '../../src/core/compute/inline.ts';
import { copy } from '../../src/core/content/copy.ts';
import { MemoryTarget } from '../../src/core/content/memory.ts';
import { cosignTags } from '../../src/core/oci/referrer.ts';
import type { Registry } from '../../src/core/registry/registry.ts';
import type { Repository } from '../../src/core/registry/repository.ts';
import { takingTurnsByName } from '../../src/core/turns.ts';
import { sampleArtifact, type SampleArtifact } from '../support/artifacts.ts';
import { findPeer } from '../support/peers.ts';
import { isRegistryAvailable, startRegistry, type RunningRegistry } from '../support/registry.ts';
import { startFaultProxy, type FaultProxy } from './proxy.ts';
import { Random } from './random.ts';
import {
  inspect,
  PROBABILITIES,
  registryAt,
  signatureOf,
  SIZES,
  TAG,
  unexplained,
  unsigned,
} from './transfers.ts';

const COUNT = Math.ceil(Number(process.env['FAULTS'] ?? 60) / 3);
const SEED = Number(process.env['SEED'] ?? 1);
/** How many charts are copied together. */
const CHARTS = 3;
const distribution3 = findPeer('registry3');

interface End {
  server: RunningRegistry;
  proxy: FaultProxy;
}

describe.skipIf(!isRegistryAvailable() || !distribution3)(`${COUNT} moves under faults`, () => {
  let from: End;
  let to: End;
  beforeAll(async () => {
    const [old, fresh] = [
      await startRegistry(),
      await startRegistry({ binary: distribution3 ?? '' }),
    ];
    from = { server: old, proxy: await startFaultProxy(old.url, { closesPart: false }) };
    to = { server: fresh, proxy: await startFaultProxy(fresh.url, { closesPart: true }) };
  });
  afterAll(async () => {
    for (const { server, proxy } of [from, to]) {
      await proxy.stop();
      await server.stop();
    }
  });

  test('whole and signed, or not there', { timeout: COUNT * 20_000 }, async () => {
    const results: Record<string, number> = {};
    for (let i = 0; i < COUNT; i++) {
      const { outcomes, wrong } = await move(SEED + i);
      expect(wrong, `seed ${SEED + i}`).toEqual([]);
      for (const outcome of outcomes) {
        const result =
          outcome.kind === 'failed' ? `${outcome.side}: ${outcome.error.code}` : outcome.kind;
        results[result] = (results[result] ?? 0) + 1;
      }
    }
    console.log(`${COUNT * CHARTS} charts moved:`, results);
    // A run in which nothing went wrong, or nothing right, shows nothing.
    expect(results['copied']).toBeGreaterThan(0);
    expect(Object.keys(results).some((result) => result.startsWith('source'))).toBe(true);
    expect(Object.keys(results).some((result) => result.startsWith('destination'))).toBe(true);
  });

  async function move(seed: number): Promise<{ outcomes: CopyOutcome[]; wrong: string[] }> {
    const random = new Random(seed);
    const direct = {
      from: registryAt(from.server.host, random),
      to: registryAt(to.server.host, random),
    };
    const samples: SampleArtifact[] = [];
    const items: CopyItem[] = [];
    for (let i = 0; i < CHARTS; i++) {
      const repository = `m${seed}/chart${i}`;
      const sample = await sampleArtifact(`seed ${seed} ${i}`, random.pick(SIZES));
      const there = direct.from.repository(repository);
      await copy(sample.target, 'sample', there, TAG);
      const { descriptor, blob } = await signatureOf(sample);
      await there.push(descriptor, blob);
      const [sig = ''] = cosignTags(sample.manifest.descriptor.digest);
      await copy((await sampleArtifact(`cosign ${seed} ${i}`)).target, 'sample', there, sig);
      samples.push(sample);
      items.push({
        from: { repository: { registry: from.proxy.host, repository }, name: TAG },
        to: { repository: { registry: to.proxy.host, repository }, name: TAG },
        source: `${from.proxy.host}/${repository}:${TAG}`,
        destination: `${to.proxy.host}/${repository}:${TAG}`,
      });
    }
    const ends: Record<string, Registry> = {
      [from.proxy.host]: registryAt(from.proxy.host, random),
      [to.proxy.host]: registryAt(to.proxy.host, random),
    };
    from.proxy.begin(seed, random.pick(PROBABILITIES));
    to.proxy.begin(seed + 1, random.pick(PROBABILITIES));
    const ports: CopyPorts = {
      repository: async (host, name, options) => {
        const registry = ends[host];
        if (!registry) throw new Error(`no registry ${host}`);
        return registry.repository(name, options);
      },
      library: async () => new MemoryTarget(),
      listed: () => Promise.reject(new Error('not asked')),
      compute: async () => createInlineCompute(),
      turns: takingTurnsByName(),
    };
    const run = async (some: readonly CopyItem[]) => {
      const outcomes = new Map<CopyItem, CopyOutcome>();
      const onEnd = (item: CopyItem, outcome: CopyOutcome) => void outcomes.set(item, outcome);
      await copyAll(some, ports, { referrers: true, convert: false, overwrite: false, onEnd });
      return outcomes;
    };
    const outcomes = await run(items);
    const faults = [...from.proxy.end(), ...to.proxy.end()];
    const allowed = new Set<string>(faults.flatMap(({ codes }) => codes));

    const wrong: string[] = [];
    for (const [i, item] of items.entries()) {
      const sample = samples[i];
      const outcome = outcomes.get(item);
      if (!sample) continue;
      if (outcome?.kind === 'failed' && !allowed.has(outcome.error.code)) {
        wrong.push(`${outcome.error.code} is none of ${[...allowed].join(', ')}`);
      }
      const place = item.to.repository?.repository ?? '';
      const here = direct.to.repository(place);
      const complete = outcome?.kind === 'copied';
      wrong.push(...(await inspect(here, sample, complete)));
      wrong.push(...(await unsigned(here, sample)));
      wrong.push(...(await unsignedBeside(here, sample)));
      wrong.push(...(await unexplained(to.server, to.proxy, place)));
    }
    const left = items.filter((item) => outcomes.get(item)?.kind !== 'copied');
    for (const [item, outcome] of await run(left)) {
      if (outcome.kind === 'failed') wrong.push(`going on: ${outcome.error.code}`);
      const sample = samples[items.indexOf(item)];
      const here = direct.to.repository(item.to.repository?.repository ?? '');
      if (!sample) continue;
      wrong.push(...(await inspect(here, sample, true)));
      wrong.push(...(await unsigned(here, sample)));
      wrong.push(...(await unsignedBeside(here, sample)));
    }
    return { outcomes: [...outcomes.values()], wrong };
  }
});

/** What has got its name must have what lies beside it as well. */
async function unsignedBeside(here: Repository, { manifest }: SampleArtifact): Promise<string[]> {
  const tags = await here.tags().then(
    ({ names }) => names,
    (): string[] => [],
  );
  const [sig = ''] = cosignTags(manifest.descriptor.digest);
  return tags.includes(TAG) && !tags.includes(sig) ? ['named, and without cosign’s tag'] : [];
}
