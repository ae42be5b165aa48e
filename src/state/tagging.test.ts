import { beforeEach, expect, test } from 'vitest';
import { sampleArtifact } from '../../tests/support/artifacts.ts';
import { servicesWith } from '../../tests/support/publishing.ts';
import { MemoryTarget } from '../core/content/memory.ts';
import { ChartroomError } from '../core/errors.ts';
import { AddTags } from './AddTags.svelte.ts';
import { Untagging } from './Untagging.svelte.ts';

/** A repository that refuses what is done with one tag, for as long as it is named. */
class Refusing extends MemoryTarget {
  refused: string | undefined;
  status = 500;
  /** Called before a tag is set or removed. */
  before: (tag: string) => void = () => undefined;

  override async push(...args: Parameters<MemoryTarget['push']>): Promise<void> {
    this.#refuse(args[2]?.tag);
    return super.push(...args);
  }

  override async untag(tag: string): Promise<void> {
    this.#refuse(tag);
    return super.untag(tag);
  }

  #refuse(tag: string | undefined): void {
    if (tag === undefined) return;
    this.before(tag);
    if (tag !== this.refused) return;
    const facts = {
      method: 'PUT',
      url: 'https://r.example/v2/a/manifests/',
      registry: 'r.example',
    };
    throw new ChartroomError('registry.refused', { ...facts, status: this.status });
  }
}

const place = { registry: 'r.example', repository: 'a', tag: '1.2.3' };
const ALL = ['1.2.3', '1.2', '1', 'latest'];
let target: Refusing;

beforeEach(async () => {
  target = new Refusing();
  const { manifest } = await sampleArtifact('tagged');
  for (const tag of ALL) await target.push(manifest.descriptor, manifest.blob, { tag });
});

const services = () => servicesWith(new Map([['r.example/a', target]]));
const tags = async () => (await target.tags()).names;

test('what isn’t removed stays ticked, and a second press goes on with it', async () => {
  const others = { host: 'r.example', repository: 'a', all: ALL };
  const untagging = new Untagging(others, ALL, ['1.2', '1', 'latest'], services());
  target.refused = '1.2';
  await untagging.start();
  expect([...untagging.ticked]).toEqual(['1.2']);
  expect(untagging.gone).toEqual(['1', 'latest']);
  expect(untagging.failure?.code).toBe('registry.refused');
  expect(await tags()).toEqual(['1.2.3', '1.2']);
  target.refused = undefined;
  await untagging.start();
  expect(untagging.ticked.size).toBe(0);
  expect(untagging.failure).toBeUndefined();
  expect(await tags()).toEqual(['1.2.3']);
});

test('after Cancel the rest is left as it was, and can be gone on with', async () => {
  const others = { host: 'r.example', repository: 'a', all: ALL };
  const untagging = new Untagging(others, ALL, ['1.2', '1', 'latest'], services());
  target.before = (tag) => void (tag === '1.2' && untagging.cancel());
  await untagging.start();
  expect(untagging.error).toBeUndefined();
  expect([...untagging.ticked]).toEqual(['1', 'latest']);
  expect(await tags()).toEqual(['1.2.3', '1', 'latest']);
  await untagging.start();
  expect(await tags()).toEqual(['1.2.3']);
});

test('where the registry removes no tag alone, it is said what goes with each', async () => {
  const others = { host: 'r.example', repository: 'a', all: ALL };
  const untagging = new Untagging(others, ALL, ['latest'], services());
  target.refused = 'latest';
  target.status = 405;
  await untagging.start();
  expect(untagging.error?.code).toBe('registry.keeps-tags');
  expect(untagging.shared).toEqual([{ tag: 'latest', others: ['1.2.3', '1.2', '1'] }]);
  expect([...untagging.ticked]).toEqual(['latest']);
});

test('tags that aren’t set stay typed, and another press sets them', async () => {
  const adding = new AddTags(place, services());
  target.refused = 'stable';
  adding.text = 'stable, edge 1.2';
  expect(await adding.add()).toEqual(['edge']);
  expect(adding.text).toBe('stable');
  expect(adding.error?.code).toBe('registry.refused');
  target.refused = undefined;
  expect(await adding.add()).toEqual(['stable']);
  expect(adding.text).toBe('');
  adding.text = 'a/b';
  expect(adding.invalid).toEqual(['a/b']);
  expect(await adding.add()).toEqual([]);
});

test('a tag that names something else stays until it is moved', async () => {
  const { manifest } = await sampleArtifact('other');
  await target.push(manifest.descriptor, manifest.blob, { tag: 'latest' });
  const adding = new AddTags(place, services());
  adding.text = 'latest new';
  expect(await adding.add()).toEqual(['new']);
  expect(adding.differing).toEqual(['latest']);
  expect((await target.resolve('latest')).digest).toBe(manifest.descriptor.digest);
  expect(await adding.move()).toEqual(['latest']);
  expect(adding.differing).toEqual([]);
  expect((await target.resolve('latest')).digest).toBe((await target.resolve('1.2.3')).digest);
});
