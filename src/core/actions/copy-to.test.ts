import { expect, test } from 'vitest';
import { sampleArtifact, sampleSignature } from '../../../tests/support/artifacts.ts';
import { sampleReferrer } from '../../../tests/support/referrers.ts';
import { createInlineCompute } from '../compute/inline.ts';
import { copy } from '../content/copy.ts';
import { MemoryTarget } from '../content/memory.ts';
import type { ListEnd } from '../content/target.ts';
import type { Digest } from '../digest.ts';
import { cosignTags } from '../oci/referrer.ts';
import { takingTurnsByName } from '../turns.ts';
import { planCopy } from './copy-plan.ts';
import { copyAll, type CopyOutcome } from './copy-to.ts';

/** A repository whose lists of tags and of referrers may end anyhow. */
class Short extends MemoryTarget {
  tagsEnd: ListEnd = 'whole';
  referrersEnd: ListEnd = 'whole';
  lost: Digest | undefined;

  override async tags() {
    const { names } = await super.tags();
    return { names: this.tagsEnd === 'whole' ? names : names.slice(0, 1), end: this.tagsEnd };
  }

  override async referrers(digest: Digest) {
    return { ...(await super.referrers(digest)), end: this.referrersEnd };
  }

  override async fetchManifest(name: string) {
    return super.fetchManifest(name === this.lost ? 'lost' : name);
  }
}

async function signedChart() {
  const source = new Short();
  const { target, manifest, config } = await sampleArtifact('chart');
  await copy(target, 'sample', source, '1');
  const signature = await sampleReferrer(manifest.descriptor, config);
  await source.push(signature.descriptor, signature.blob);
  const [tag = ''] = cosignTags(manifest.descriptor.digest);
  await sampleSignature(source, tag, ['ann']);
  return { source, tag, signature: signature.descriptor.digest };
}

async function copied(source: Short, destination = new MemoryTarget()) {
  const outcomes: CopyOutcome[] = [];
  const from = { repository: { registry: 'a.example', repository: 'chart' }, name: '1' };
  await copyAll(
    planCopy([{ from, source: 'a.example/chart:1' }], { below: 'b.example' }),
    {
      repository: async (host) => (host === 'a.example' ? source : destination),
      library: () => Promise.reject(new Error('not asked')),
      listed: () => Promise.reject(new Error('not asked')),
      compute: async () => createInlineCompute(),
      turns: takingTurnsByName(),
    },
    {
      referrers: true,
      convert: false,
      overwrite: false,
      onEnd: (_, outcome) => outcomes.push(outcome),
    },
  );
  return outcomes[0];
}

test('signatures by a tag come along even if the list of tags doesn’t go so far', async () => {
  for (const end of ['whole', 'unproven', 'cut'] as const) {
    const { source, tag } = await signedChart();
    source.tagsEnd = end;
    const destination = new MemoryTarget();
    expect(await copied(source, destination)).toMatchObject({
      kind: 'copied',
      referrers: 2,
      missing: 0,
      end: 'whole',
    });
    expect(await destination.resolve(tag)).toEqual(await source.resolve(tag));
  }
});

test('it is told that more may be attached, and what isn’t there', async () => {
  const { source, signature } = await signedChart();
  source.referrersEnd = 'unproven';
  source.lost = signature;
  expect(await copied(source)).toMatchObject({
    kind: 'copied',
    referrers: 1,
    missing: 1,
    end: 'unproven',
  });
});

test('of what was there already it is told how much was attached to it now', async () => {
  const { source, signature } = await signedChart();
  const destination = new MemoryTarget();
  await copy(source, '1', destination, '1');
  const there = { kind: 'unchanged', referrers: 2 };
  // The registry has the chart alone, then all of it, then all but one signature.
  expect(await copied(source, destination)).toMatchObject({ ...there, added: 2 });
  expect(await copied(source, destination)).toMatchObject({ ...there, added: 0 });
  await destination.delete(signature);
  expect(await copied(source, destination)).toMatchObject({ ...there, added: 1 });
});
