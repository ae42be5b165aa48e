import { afterEach, describe, expect, it } from 'vitest';
import { sampleArtifact } from '../../../tests/support/artifacts.ts';
import { nodeTransport, recording } from '../../../tests/support/http.ts';
import { registryKinds } from '../../../tests/support/registries.ts';
import { startTaggingRegistry } from '../../../tests/support/tagging-registry.ts';
import { copy } from '../content/copy.ts';
import { MemoryTarget } from '../content/memory.ts';
import { ChartroomError } from '../errors.ts';
import { digestOf } from '../oci/digest.ts';
import { OCI_MANIFEST } from '../oci/media-types.ts';
import { Registry } from '../registry/registry.ts';
import { takingTurnsByName } from '../turns.ts';
import { addTagsToAll } from './add-tags-to-all.ts';
import { isFixedTag, isHeld, parseTags, usualTags } from './further-tags.ts';
import { push, type PushTask } from './push.ts';
import { addTags } from './set-tags.ts';
import { tagStandings } from './tag-standing.ts';
import { untag, type UntagOutcome } from './untag.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** An artifact whose manifest says which version it is, as Helm's do. */
async function versioned(version: string) {
  const { target, manifest, config, layer } = await sampleArtifact(version);
  const annotations = { 'org.opencontainers.image.version': version };
  const document = { ...JSON.parse(await manifest.blob.text()), annotations };
  const blob = new Blob([JSON.stringify(document)]);
  const descriptor = { mediaType: OCI_MANIFEST, digest: await digestOf(blob), size: blob.size };
  await target.push(descriptor, blob);
  return { source: target, manifest: descriptor, blobs: [config, layer] };
}

async function task(host: string, version: string, further: string[]): Promise<PushTask> {
  const artifact = await versioned(version);
  const reference = { registry: host, repository: 'tags/chart', tag: version };
  return { ...artifact, reference, further, format: 'helm', version, errors: 0 };
}

function portsTo(host: string, transport = nodeTransport) {
  const registry = new Registry({ host, transport });
  const repository = registry.repository('tags/chart', { push: true });
  const ports = { turns: takingTurnsByName(), repository: () => Promise.resolve(repository) };
  return { ports, repository };
}

const outcomes = (results: readonly { tag: string; outcome: { kind: string } }[]) =>
  results.map(({ tag, outcome }) => `${tag} ${outcome.kind}`);

describe('tags as they are typed', () => {
  it('stand between spaces and commas, each once, with _ for +', () => {
    expect(parseTags(' 1.2, latest\n1.2 1.0.0+b,a/b ')).toEqual({
      tags: ['1.2', 'latest', '1.0.0_b'],
      invalid: ['a/b'],
    });
  });

  it.each([
    ['1.2.3', ['1.2', '1', 'latest']],
    ['v2.0.1', ['2.0', '2', 'latest']],
    ['0.4.0', ['0.4', 'latest']],
    ['1.2', ['1', 'latest']],
    ['2.0.0-rc.1', []],
    ['none', []],
  ])('of %s usually go along: %j', (version, tags) => expect(usualTags(version)).toEqual(tags));

  it('of whole versions stay where they are, and all of them with a higher version', () => {
    expect(['1.2.3', '1.2.3_b', '1.2', 'latest'].map(isFixedTag)).toEqual([
      ...[true, true],
      ...[false, false],
    ]);
    const at = (tag: string, version?: string) => ({
      tag,
      same: false,
      other: { digest: `sha256:${'a'.repeat(64)}` as const, version },
    });
    expect(isHeld({ tag: '1.2.3', same: false }, '1.2.4')).toBe(false);
    expect(isHeld(at('1.2.3'), '1.2.4')).toBe(true);
    expect(isHeld(at('latest', '1.2.3'), '1.2.4')).toBe(false);
    expect(isHeld(at('latest', '2.0.0'), '1.2.4')).toBe(true);
    expect(isHeld(at('latest'), '1.2.4')).toBe(false);
  });
});

describe.for(registryKinds)('$name', ({ available, start, name }) => {
  it.skipIf(!available)('gets several tags with one push, one request each', async () => {
    const server = await start();
    ends.push(() => server.stop());
    const { transport, requests } = recording();
    const { ports, repository } = portsTo(server.host, transport);
    const first = await push(await task(server.host, '1.2.3', ['1.2', 'latest']), ports);
    expect(outcomes(first.further)).toEqual(['1.2 set', 'latest set']);
    const puts = () => requests.splice(0).filter((one) => /PUT .*manifests/.test(one));
    // The first time it is tried in one request.
    expect(puts().length).toBeLessThanOrEqual(4);
    for (const tag of ['1.2.3', '1.2', 'latest']) {
      expect((await repository.resolve(tag)).digest).toBe(first.digest);
    }

    const second = await push(await task(server.host, '1.2.4', ['1.2', 'latest']), ports);
    expect(puts()).toEqual(
      ['1.2.4', '1.2', 'latest'].map((tag) => `PUT /v2/tags/chart/manifests/${tag}`),
    );
    expect(second.further).toEqual(
      ['1.2', 'latest'].map((tag) => ({
        tag,
        outcome: { kind: 'set', before: { digest: first.digest, version: '1.2.3' } },
      })),
    );
    const again = await push(await task(server.host, '1.2.4', ['1.2', 'latest']), ports);
    expect(again.unchanged).toBe(true);
    expect(outcomes(again.further)).toEqual(['1.2 unchanged', 'latest unchanged']);
    expect(puts()).toEqual([]);

    // An older line gets a fix: what names the newer one stays, unless the person says otherwise.
    const fix = await task(server.host, '1.1.9', ['1.1', 'latest', '1.2.3']);
    await expect(push(fix, ports)).rejects.toMatchObject({
      code: 'tags.held',
      data: {
        version: '1.1.9',
        tags: [
          { tag: 'latest', existing: second.digest, holds: '1.2.4' },
          { tag: '1.2.3', existing: first.digest, holds: '1.2.3' },
        ],
      },
    });
    expect(await tagStandings(repository, ['1.1.9', '1.1'], first.digest)).toEqual([
      { tag: '1.1.9', same: false },
      { tag: '1.1', same: false },
    ]);
    const forced = await push(fix, ports, { despite: ['tags.held'] });
    expect(outcomes(forced.further)).toEqual(['1.1 set', 'latest set', '1.2.3 set']);
  });

  it.skipIf(!available)('gets tags for what is there, and removes them where it can', async () => {
    const server = await start();
    ends.push(() => server.stop());
    const { repository } = portsTo(server.host);
    const [one, other] = await Promise.all([versioned('1.0.0'), versioned('2.0.0')]);
    await copy(one.source, one.manifest.digest, repository, '1.0.0');
    await copy(other.source, other.manifest.digest, repository, 'latest');
    const tags = ['1.0', 'latest', '1.0.0'];
    const added = await addTags(repository, one.manifest.digest, tags);
    expect(outcomes(added)).toEqual(['1.0 set', 'latest differs', '1.0.0 unchanged']);
    expect(added[1]?.outcome).toEqual({
      kind: 'differs',
      other: { digest: other.manifest.digest, version: '2.0.0' },
    });
    expect((await repository.resolve('latest')).digest).toBe(other.manifest.digest);
    const moved = await addTags(repository, one.manifest.digest, tags, { move: ['latest'] });
    expect(outcomes(moved)).toEqual(['1.0 unchanged', 'latest set', '1.0.0 unchanged']);

    const ended: [string, UntagOutcome['kind']][] = [];
    const onEnd = (tag: string, { kind }: UntagOutcome) => ended.push([tag, kind]);
    const removing = untag(repository, ['gone', '1.0', 'latest'], { onEnd });
    if (name === 'Distribution 2.8') {
      await expect(removing).rejects.toMatchObject({ code: 'registry.keeps-tags' });
      expect(ended).toEqual([['gone', 'absent']]);
      expect((await repository.resolve('1.0')).digest).toBe(one.manifest.digest);
      return;
    }
    await removing;
    expect(ended).toEqual([
      ['gone', 'absent'],
      ['1.0', 'removed'],
      ['latest', 'removed'],
    ]);
    await expect(repository.resolve('latest')).rejects.toMatchObject({ code: 'tag.not-found' });
    expect((await repository.resolve('1.0.0')).digest).toBe(one.manifest.digest);
    // It can be had back by its digest.
    expect(outcomes(await addTags(repository, one.manifest.digest, ['latest']))).toEqual([
      'latest set',
    ]);
  });
});

describe.skipIf(!registryKinds[0]?.available)('a registry that sets several tags at once', () => {
  async function tagging(options?: { refuses?: string[]; most?: number }) {
    const behind = await registryKinds[0]?.start();
    if (!behind) throw new Error('no registry');
    ends.push(() => behind.stop());
    const server = await startTaggingRegistry(behind.host, options);
    ends.push(() => server.stop());
    return server;
  }

  it('gets them with the manifest in one request', async () => {
    const server = await tagging();
    const { ports, repository } = portsTo(server.host);
    const ready = await task(server.host, '1.2.3', ['1.2', '1', 'latest']);
    const { digest, further } = await push(ready, ports);
    expect(outcomes(further)).toEqual(['1.2 set', '1 set', 'latest set']);
    expect(server.puts).toEqual([`PUT ${digest}?tag=1.2.3&tag=1.2&tag=1&tag=latest`]);
    for (const tag of ['1.2.3', '1.2', '1', 'latest']) {
      expect((await repository.resolve(tag)).digest).toBe(digest);
    }
    server.puts.length = 0;
    expect(outcomes(await addTags(repository, digest, ['a', 'b']))).toEqual(['a set', 'b set']);
    expect(server.puts).toEqual([`PUT ${digest}?tag=a&tag=b`]);
  });

  it('is asked for each that it didn’t name by itself, and for all if they are too many', async () => {
    const picky = await tagging({ refuses: ['1.2.3', '1'] });
    const { ports } = portsTo(picky.host);
    const pushed = await push(await task(picky.host, '1.2.3', ['1.2', '1', 'latest']), ports);
    expect(outcomes(pushed.further)).toEqual(['1.2 set', '1 set', 'latest set']);
    expect(picky.puts.slice(1)).toEqual(['PUT 1.2.3', 'PUT 1']);

    const narrow = await tagging({ most: 2 });
    const few = portsTo(narrow.host);
    await push(await task(narrow.host, '1.2.3', ['1.2', 'latest']), few.ports);
    expect(narrow.puts.slice(1)).toEqual(['PUT 1.2.3', 'PUT 1.2', 'PUT latest']);
  });
});

/** Refuses some tags. */
class Choosy extends MemoryTarget {
  readonly refuses: (tag: string) => Error | undefined;

  constructor(refuses: (tag: string) => Error | undefined) {
    super();
    this.refuses = refuses;
  }

  override async push(...args: Parameters<MemoryTarget['push']>): Promise<void> {
    const error = this.refuses(args[2]?.tag ?? '');
    if (error) throw error;
    return super.push(...args);
  }

  override async untag(tag: string): Promise<void> {
    const error = this.refuses(tag);
    if (error) throw error;
    return super.untag(tag);
  }
}

const refusal = (status: number) => {
  const facts = { method: 'PUT', url: 'https://r.example/v2/a/manifests/1', registry: 'r.example' };
  return new ChartroomError('registry.refused', { ...facts, status });
};

it('a tag that fails keeps none of the rest, and a second push sets what is missing', async () => {
  let failing = true;
  const target = new Choosy((tag) => (failing && tag === '1.2' ? refusal(500) : undefined));
  const ports = { turns: takingTurnsByName(), repository: () => Promise.resolve(target) };
  const ready = await task('r.example', '1.2.3', ['1.2', 'latest']);
  const first = await push(ready, ports);
  expect(outcomes(first.further)).toEqual(['1.2 failed', 'latest set']);
  failing = false;
  const second = await push(ready, ports);
  expect(second.unchanged).toBe(true);
  expect(outcomes(second.further)).toEqual(['1.2 set', 'latest unchanged']);
});

it('an abort after the chart is there says of each tag that it isn’t set', async () => {
  const abort = new AbortController();
  const target = new Choosy((tag) => {
    if (tag !== '1.2') return undefined;
    abort.abort();
    return new DOMException('stopped', 'AbortError');
  });
  const ports = { turns: takingTurnsByName(), repository: () => Promise.resolve(target) };
  const ready = await task('r.example', '1.2.3', ['1.2', 'latest']);
  const { further, digest } = await push(ready, ports, { signal: abort.signal });
  expect((await target.resolve('1.2.3')).digest).toBe(digest);
  expect(further.map(({ outcome }) => 'error' in outcome && outcome.error.code)).toEqual([
    'aborted',
    'aborted',
  ]);
});

it('a tag that isn’t removed keeps none of the rest, and one that stays is told', async () => {
  const { source, manifest } = await versioned('1.0.0');
  class Keeping extends Choosy {
    override async untag(tag: string): Promise<void> {
      if (tag !== 'kept') await super.untag(tag);
    }
  }
  const target = new Keeping((tag) => (tag === 'busy' ? refusal(409) : undefined));
  const stored = await source.fetchManifest(manifest.digest);
  for (const tag of ['kept', 'busy', 'one']) {
    if (tag === 'busy')
      await MemoryTarget.prototype.push.call(target, manifest, stored.blob, { tag });
    else await target.push(manifest, stored.blob, { tag });
  }
  const ended: string[] = [];
  await untag(target, ['kept', 'busy', 'one'], {
    onEnd: (tag, { kind }) => ended.push(`${tag} ${kind}`),
  });
  expect(ended).toEqual(['kept kept', 'busy failed', 'one removed']);
});

it('of several versions one that fails keeps none of the rest, nor does one that is gone', async () => {
  let failing = true;
  const target = new Choosy((tag) => (failing && tag === '1.2' ? refusal(500) : undefined));
  for (const version of ['1.2.3', '1.3.0']) {
    const { source, manifest } = await versioned(version);
    await copy(source, manifest.digest, target, version);
  }
  const items = [
    { name: '1.2.3', tags: ['1.2', 'old'] },
    { name: 'gone', tags: ['none'] },
    { name: '1.3.0', tags: ['1.3'] },
  ];
  const run = async () => {
    const ended: string[] = [];
    await addTagsToAll(target, items, {
      onEnd: ({ name }, results) => ended.push(`${name}: ${outcomes(results).join(', ')}`),
    });
    return ended;
  };
  expect(await run()).toEqual([
    '1.2.3: 1.2 failed, old set',
    'gone: none failed',
    '1.3.0: 1.3 set',
  ]);
  failing = false;
  expect(await run()).toEqual([
    '1.2.3: 1.2 set, old unchanged',
    'gone: none failed',
    '1.3.0: 1.3 unchanged',
  ]);

  const abort = new AbortController();
  const told: string[] = [];
  const stopped = addTagsToAll(target, items, {
    signal: abort.signal,
    onEnd: ({ name }) => (told.push(name), abort.abort()),
  });
  await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
  expect(told).toEqual(['1.2.3']);
});
