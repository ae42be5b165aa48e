import { expect, test } from 'vitest';
import { MemoryTarget } from '../content/memory.ts';
import type { Listing, ListOptions } from '../content/target.ts';
import { ChartroomError } from '../errors.ts';
import { kept } from '../../../tests/support/kept-charts.ts';
import { repositoryFacts } from './repository-facts.ts';

async function holding(...tags: string[]): Promise<MemoryTarget> {
  const target = new MemoryTarget();
  for (const tag of tags) await kept(target, tag, tag);
  return target;
}

const factsOf = (target: MemoryTarget, signal?: AbortSignal) =>
  repositoryFacts(target, { known: new Map(), before: () => undefined, signal });

test.each([
  [['1.9.0', '1.10.0', '2.0.0-rc.1', 'latest'], '1.10.0'],
  [['2.0.0-rc.1', '2.0.0-rc.2', 'latest'], '2.0.0-rc.2'],
  [['stable', 'latest', 'edge'], 'latest'],
  [['stable', 'edge'], 'edge'],
])('of %j the newest is %s', async (tags, newest) => {
  const facts = await factsOf(await holding(...tags));
  expect(facts).toMatchObject({ count: tags.length, end: 'whole', newest: { tag: newest } });
  expect(facts.about).toMatchObject({ kind: 'other', size: newest.length });
});

test('a repository that is only listed yet, or that nothing can be read of, is told all the same', async () => {
  const empty = new MemoryTarget();
  empty.tags = () => Promise.reject(new ChartroomError('tag.not-found', { reference: 'a/b' }));
  expect(await factsOf(empty)).toEqual({ count: 0, end: 'whole' });
  const damaged = await holding('1.0.0');
  damaged.fetchManifest = () =>
    Promise.reject(new ChartroomError('manifest.invalid', { reason: 'not-json' }));
  expect(await factsOf(damaged)).toMatchObject({ count: 1, newest: { tag: '1.0.0' } });
  damaged.fetchManifest = () =>
    Promise.reject(
      new ChartroomError('registry.rate-limited', { registry: 'a', method: 'GET', url: 'b' }),
    );
  await expect(factsOf(damaged)).rejects.toThrow('rate-limited');
});

/** Lists page after page, until it is told to stop. */
class Endless extends MemoryTarget {
  pages = 0;

  override async tags({ signal, onNames }: ListOptions = {}): Promise<Listing> {
    for (;;) {
      if (signal?.aborted) throw new ChartroomError('aborted', {});
      onNames?.(Array.from({ length: 1000 }, (_, i) => `${this.pages}.0.${i}`));
      this.pages++;
    }
  }
}

test('a list of tags that doesn’t end is left there, and what is known of it is no more than that', async () => {
  const endless = new Endless();
  expect(await factsOf(endless)).toMatchObject({ count: 5000, end: 'cut' });
  expect(endless.pages).toBe(5);
  await expect(factsOf(endless, AbortSignal.abort())).rejects.toThrow('aborted');
});
