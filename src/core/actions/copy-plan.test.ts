import { describe, expect, test } from 'vitest';
import { ChartroomError } from '../errors.ts';
import { MemoryTarget } from '../content/memory.ts';
import { sampleArtifact } from '../../../tests/support/artifacts.ts';
import { copy } from '../content/copy.ts';
import type { ListedVersion, RepositoryListing } from '../dependencies/repository-listing.ts';
import { copySources, keptSources, planCopy, type SourcePorts } from './copy-plan.ts';
import type { ListedRepository } from './listed-repository.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;

const unasked: SourcePorts = {
  repository: () => Promise.reject(new Error('not asked')),
  listed: () => Promise.reject(new Error('not asked')),
};

/** Where references go, as a person sees it. */
async function plan(references: readonly string[], below: string): Promise<string[]> {
  const sources = await copySources(references, unasked);
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

test('all tags of a repository are meant, the newest version first, but not those for referrers', async () => {
  const memory = new MemoryTarget();
  const { target } = await sampleArtifact('x');
  const tags = [
    'latest',
    '1.0.0',
    '1.10.0',
    `sha256-${'b'.repeat(64)}`,
    `sha256-${'b'.repeat(64)}.sig`,
  ];
  for (const tag of tags) await copy(target, 'sample', memory, tag);
  const ports = { ...unasked, repository: async () => memory };
  const sources = await copySources(['a.example/x'], ports);
  const all = ['1.10.0', '1.0.0', 'latest'].map((tag) => `a.example/x:${tag}`);
  expect(sources.map(({ source }) => source)).toEqual(all);
  // What is named twice, in whatever way, is copied once.
  const twice = await copySources(['a.example/x', 'a.example/x', 'a.example/x:latest'], ports);
  expect(twice.map(({ source }) => source)).toEqual(all);
});

test('of several repositories one that can’t be listed doesn’t keep the others; a short list is told', async () => {
  const memory = new MemoryTarget();
  await copy((await sampleArtifact('x')).target, 'sample', memory, '1.0.0');
  const gone = new ChartroomError('tag.not-found', { reference: 'a.example/gone' });
  const short: string[] = [];
  const ports: SourcePorts = {
    ...unasked,
    repository: async (_, name) => {
      if (name === 'gone') throw gone;
      return { tags: async () => ({ ...(await memory.tags()), end: 'unproven' }) };
    },
    onShort: (repository) => short.push(repository),
  };
  const sources = await copySources(['a.example/gone', 'a.example/x'], ports);
  expect(sources).toMatchObject([
    { source: 'a.example/gone', refused: { code: 'tag.not-found' } },
    { source: 'a.example/x:1.0.0' },
  ]);
  expect(short).toEqual(['a.example/x']);
  expect(planCopy(sources, { below: 'b.example' })[0]?.refused).toBe(gone);
  await expect(copySources(['a.example/gone'], ports)).rejects.toBe(gone);
});

describe('what a chart repository lists', () => {
  const url = 'https://charts.example/stable';
  const charts: RepositoryListing['charts'] = [
    { name: 'Lamp', versions: [{ version: '1.0.0', urls: ['lamp.tgz'] }] },
    {
      name: 'tide',
      versions: [
        { version: '1.1.0+b', urls: ['tide.tgz'] },
        { version: '1.0.0', urls: ['oci://a.example/tide'] },
      ],
    },
  ];
  const listing = {
    listing: { charts },
    versions: (chart: string) => charts.find(({ name }) => name === chart)?.versions ?? [],
    addressOf: ({ urls: [address = ''] }: ListedVersion) => address,
  };
  const ports = { ...unasked, listed: async () => listing as unknown as ListedRepository };

  test('goes to a registry as helm pushes it, each version or all of them', async () => {
    const all = await copySources([`${url}/index.yaml`], ports);
    expect(all.map(({ source }) => source)).toEqual([
      `${url}#Lamp:1.0.0`,
      `${url}#tide:1.1.0+b`,
      'a.example/tide:1.0.0',
    ]);
    const planned = planCopy(all, { below: 'b.example/c' });
    expect(planned.map(({ destination }) => destination)).toEqual([
      'b.example/c/Lamp:1.0.0',
      'b.example/c/tide:1.1.0_b',
      'b.example/c/tide:1.0.0',
    ]);
    // No registry takes such a name; the others go on.
    expect(planned.map(({ refused }) => refused?.code)).toEqual([
      'reference.invalid',
      undefined,
      undefined,
    ]);
    expect(await copySources([`${url}#tide`], ports)).toEqual(all.slice(1));
    expect(await copySources([`${url}#tide:1.1.0+b`], ports)).toEqual(all.slice(1, 2));
  });

  test('is kept as if its address were a registry’s', async () => {
    const sources = await copySources([`${url}#tide`], ports);
    expect(planCopy(sources, 'library').map(({ to }) => to.name)).toEqual([
      'charts.example/stable/tide:1.1.0_b',
      'a.example/tide:1.0.0',
    ]);
  });
});
