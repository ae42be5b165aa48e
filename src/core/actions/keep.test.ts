import { expect, test } from 'vitest';
import { sampleArtifact } from '../../../tests/support/artifacts.ts';
import { MemoryTarget } from '../content/memory.ts';
import { takingTurnsByName } from '../turns.ts';
import { keep, putBack, takeOut } from './keep.ts';

const NAME = 'localhost:5000/mychart:1.0.0';
const turns = takingTurnsByName();

async function shelf(seed: string, library = new MemoryTarget()) {
  const { target: source, manifest } = await sampleArtifact(seed);
  const { replaced } = await keep(library, { source, name: 'sample', reference: NAME }, turns);
  return { library, digest: manifest.descriptor.digest, replaced };
}

test('an artifact that is kept under a used name replaces the previous one', async () => {
  const { library } = await shelf('first');
  const { digest } = await shelf('second', library);
  expect((await library.resolve(NAME)).digest).toBe(digest);
});

test('it is reported that a name held other content, even when two are kept at once', async () => {
  const library = new MemoryTarget();
  const at = async (seed: string) => (await shelf(seed, library)).replaced;
  expect((await Promise.all([at('first'), at('second')])).sort()).toEqual([false, true]);
  expect(await at('third')).toBe(true);
  expect(await at('third')).toBe(false);
});

test('an artifact that was taken out can be put back', async () => {
  const { library, digest } = await shelf('kept');
  const held = await takeOut(library, NAME);
  expect((await library.tags()).names).toEqual([]);
  if (held) await putBack(library, NAME, held);
  expect((await library.resolve(NAME)).digest).toBe(digest);
});

test('an unreadable artifact can be taken out, but not put back', async () => {
  const { library } = await shelf('damaged');
  library.fetch = () => Promise.reject(new Error('unreadable'));
  expect(await takeOut(library, NAME)).toBeUndefined();
  expect((await library.tags()).names).toEqual([]);
});
