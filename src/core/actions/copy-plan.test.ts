import { describe, expect, test } from 'vitest';
import { ChartroomError } from '../errors.ts';
import { MemoryTarget } from '../content/memory.ts';
import { sampleArtifact } from '../../../tests/support/artifacts.ts';
import { copy } from '../content/copy.ts';
import { keptSources, planCopy, registrySources } from './copy-plan.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;

/** Where references go, as a person sees it. */
async function plan(references: readonly string[], below: string): Promise<string[]> {
  const sources = await registrySources(references, () => Promise.reject(new Error('not asked')));
  return planCopy(sources, { below }).map(({ destination }) => destination);
}

describe('where charts go', () => {
  test('below a registry and path each keeps its name and tag', async () => {
    const names = ['a.example/x/one:1.0.0', 'a.example/y/two:2.0.0_b'];
    const there = ['b.example/c/one:1.0.0', 'b.example/c/two:2.0.0_b'];
    expect(await plan(names, 'b.example/c')).toEqual(there);
    expect(await plan(names, ' oci://b.example/c/ ')).toEqual(there);
    expect(await plan(names, 'localhost:5000')).toEqual([
      'localhost:5000/one:1.0.0',
      'localhost:5000/two:2.0.0_b',
    ]);
  });

  test('repositories that end alike keep their whole paths', async () => {
    const names = ['a.example/x/web:1', 'a.example/y/web:1', 'a.example/x/web:2'];
    expect(await plan(names, 'b.example/c')).toEqual([
      'b.example/c/x/web:1',
      'b.example/c/y/web:1',
      'b.example/c/x/web:2',
    ]);
  });

  test('a single one may have a reference of its own; what has no tag gets none', async () => {
    expect(await plan(['a.example/x/one:1.0.0'], 'b.example/c/other:2')).toEqual([
      'b.example/c/other:2',
    ]);
    expect(await plan(['a.example/x/one:1.0.0'], 'localhost:5000/c')).toEqual([
      'localhost:5000/c/one:1.0.0',
    ]);
    expect(await plan([`a.example/x/one@${DIGEST}`], 'b.example/c')).toEqual(['b.example/c/one']);
  });

  test('into the library all keep their references, and out of it their names', () => {
    const kept = keptSources(['a.example/x/one:1.0.0', 'imported/two:latest']);
    expect(planCopy(kept, { below: 'b.example' }).map((one) => one.destination)).toEqual([
      'b.example/one:1.0.0',
      'b.example/two:latest',
    ]);
    expect(planCopy(kept, 'library').map(({ to }) => to)).toEqual([
      { name: 'a.example/x/one:1.0.0' },
      { name: 'imported/two:latest' },
    ]);
  });

  test('what no registry takes is refused before anything is asked', async () => {
    for (const below of ['b.example/UPPER', 'two words/x', 'b.example//x']) {
      const failing = await plan(['a.example/x/one:1'], below).catch((error: unknown) => error);
      expect(ChartroomError.from(failing).code, below).toBe('reference.invalid');
    }
  });
});

test('all tags of a repository are meant, but not those for referrers', async () => {
  const memory = new MemoryTarget();
  const { target } = await sampleArtifact('x');
  const tags = ['1.0.0', `sha256-${'b'.repeat(64)}`, `sha256-${'b'.repeat(64)}.sig`, 'latest'];
  for (const tag of tags) await copy(target, 'sample', memory, tag);
  const sources = await registrySources(['a.example/x'], () => Promise.resolve(memory));
  expect(sources.map(({ source }) => source)).toEqual(['a.example/x:1.0.0', 'a.example/x:latest']);
});
