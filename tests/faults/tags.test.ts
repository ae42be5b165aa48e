/**
 * Tags that are set and removed through a proxy that breaks things: what is told of each is so.
 * `FAULTS=2000` for the long run, `SEED=…` to begin elsewhere.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addTags, type TagResult } from '../../src/core/actions/set-tags.ts';
import { untag, type UntagOutcome } from '../../src/core/actions/untag.ts';
import { copy } from '../../src/core/content/copy.ts';
import { ChartroomError, isChartroomError } from '../../src/core/errors.ts';
import type { Repository } from '../../src/core/registry/repository.ts';
import { sampleArtifact } from '../support/artifacts.ts';
import { findPeer } from '../support/peers.ts';
import { isRegistryAvailable, startRegistry, type RunningRegistry } from '../support/registry.ts';
import { startFaultProxy, type FaultProxy } from './proxy.ts';
import { Random } from './random.ts';
import { PROBABILITIES, registryAt } from './transfers.ts';

const COUNT = Number(process.env['FAULTS'] ?? 25);
const SEED = Number(process.env['SEED'] ?? 1);
const TAGS = ['1.2', '1', 'latest'];
const registry3 = findPeer('registry3');

describe.skipIf(!registry3 || !isRegistryAvailable(registry3))('tags under faults', () => {
  let server: RunningRegistry;
  let proxy: FaultProxy;
  beforeAll(async () => {
    server = await startRegistry({ binary: registry3 ?? '' });
    proxy = await startFaultProxy(server.url, { closesPart: true });
  });
  afterAll(async () => {
    await proxy?.stop();
    await server?.stop();
  });

  async function nameOf(repository: Repository, tag: string) {
    try {
      return (await repository.resolve(tag)).digest;
    } catch (error) {
      if (isChartroomError(error, 'tag.not-found')) return undefined;
      throw error;
    }
  }

  /** What isn't as it was told; and which of it failed. */
  async function round(seed: number): Promise<{ wrong: string[]; failed: number; done: number }> {
    const random = new Random(seed);
    const { target, manifest } = await sampleArtifact(`tags ${seed}`);
    const { digest } = manifest.descriptor;
    const direct = registryAt(server.host, random).repository(`tags/f${seed}`);
    await copy(target, 'sample', direct, '1.2.3');
    const faulty = registryAt(proxy.host, random).repository(`tags/f${seed}`, { push: true });
    const wrong: string[] = [];

    proxy.begin(seed, random.pick(PROBABILITIES));
    const added = await addTags(faulty, digest, TAGS).catch((): TagResult[] => []);
    proxy.end();
    for (const { tag, outcome } of added) {
      const named = await nameOf(direct, tag);
      const isSet = outcome.kind === 'set' || outcome.kind === 'unchanged';
      if (isSet && named !== digest) wrong.push(`${tag} is told to be set, and names ${named}`);
      if (outcome.kind === 'differs') wrong.push(`${tag} is told to name something else`);
    }
    for (const tag of TAGS) {
      const named = await nameOf(direct, tag);
      if (named !== undefined && named !== digest) wrong.push(`${tag} names ${named}`);
    }

    const removed = new Map<string, UntagOutcome>();
    proxy.begin(seed + 1, random.pick(PROBABILITIES));
    const onEnd = (tag: string, outcome: UntagOutcome) => void removed.set(tag, outcome);
    const stopped = await untag(faulty, TAGS, { onEnd }).then(
      () => undefined,
      (error: unknown) => ChartroomError.from(error).code,
    );
    proxy.end();
    for (const [tag, { kind }] of removed) {
      const isGone = (await nameOf(direct, tag)) === undefined;
      if ((kind === 'removed' || kind === 'absent') && !isGone) wrong.push(`${tag} isn't gone`);
      if (kind === 'kept' && isGone) wrong.push(`${tag} is told to be kept`);
    }
    if (!stopped && removed.size < TAGS.length) wrong.push('not all tags have an outcome');
    if ((await nameOf(direct, '1.2.3')) !== digest) wrong.push('the chart itself is gone');
    const outcomes = [...added.map(({ outcome }) => outcome.kind), ...removed.values()].map(
      (outcome) => (typeof outcome === 'string' ? outcome : outcome.kind),
    );
    const failed = outcomes.filter((kind) => kind === 'failed').length;
    return { wrong, failed, done: outcomes.length - failed };
  }

  test('are as it is told, and the chart stays', { timeout: COUNT * 5000 }, async () => {
    let [failed, done] = [0, 0];
    for (let i = 0; i < COUNT; i++) {
      const outcome = await round(SEED + i);
      expect(outcome.wrong, `seed ${SEED + i}`).toEqual([]);
      failed += outcome.failed;
      done += outcome.done;
    }
    // A run in which nothing went wrong, or nothing right, shows nothing.
    expect(failed).toBeGreaterThan(0);
    expect(done).toBeGreaterThan(0);
  });
});
