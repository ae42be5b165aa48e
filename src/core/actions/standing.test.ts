import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleArtifact } from '../../../tests/support/artifacts.ts';
import { nodeTransport } from '../../../tests/support/http.ts';
import { startRegistry, type RunningRegistry } from '../../../tests/support/registry.ts';
import { copy } from '../content/copy.ts';
import { MemoryTarget } from '../content/memory.ts';
import type { Digest } from '../digest.ts';
import { ChartroomError } from '../errors.ts';
import { Registry } from '../registry/registry.ts';
import type { Transport } from '../registry/transport.ts';
import { higherToAskAbout, standingOf, type Aim } from './standing.ts';

const NOT_ITS_ARCHIVE: Digest = `sha256:${'0'.repeat(64)}`;

let server: RunningRegistry;
let manifest: Digest;
let asked: string[] = [];
const counting: Transport = (request) => {
  asked.push(`${request.method} ${request.url.replace(/.*\/v2/, '')}`);
  return nodeTransport(request);
};

function repository(name: string) {
  const { host, url: base } = server;
  return new Registry({ host, base, transport: counting }).repository(name);
}

beforeAll(async () => {
  server = await startRegistry();
  const [one, other] = await Promise.all([sampleArtifact('one'), sampleArtifact('other')]);
  manifest = one.manifest.descriptor.digest;
  const stocked = repository('held/chart');
  for (const tag of ['1.0.0', 'latest']) await copy(one.target, 'sample', stocked, tag);
  for (const tag of ['2.0.0_b7', '1.9.0']) await copy(other.target, 'sample', stocked, tag);
});
afterAll(() => server.stop());

function aim(tag: string, version: string, archive = NOT_ITS_ARCHIVE): Aim {
  const reference = { registry: server.host, repository: 'held/chart', tag };
  return { reference, version, manifest, archive };
}

describe('what a registry holds where a chart is to go', () => {
  it.each([
    ['1.0.0', '1.0.0', { tag: 'same', higher: '2.0.0+b7' }, undefined],
    ['2.0.0_b7', '2.0.0+b7', { tag: 'other', higher: undefined, lower: '1.9.0' }, undefined],
    ['1.9.0', '1.9.0', { tag: 'other', higher: '2.0.0+b7', lower: '1.0.0' }, '2.0.0+b7'],
    ['2.1.0', '2.1.0', { tag: 'free', higher: undefined, lower: '2.0.0+b7' }, undefined],
    ['next', '1.5.0', { tag: 'free', higher: '2.0.0+b7', lower: '1.0.0' }, undefined],
  ])('at the tag %s, for version %s', async (tag, version, expected, higher) => {
    const standing = await standingOf(repository('held/chart'), aim(tag, version));
    expect({ ...standing, lower: standing.lower?.version }).toEqual(expected);
    expect(higherToAskAbout(standing, aim(tag, version))).toBe(higher);
  });

  it('knows its archive under the manifest of another tool', async () => {
    const stored = await repository('held/chart').fetchManifest('1.9.0');
    const archive = JSON.parse(await stored.blob.text()).layers[0].digest;
    const standing = await standingOf(repository('held/chart'), aim('1.9.0', '1.9.0', archive));
    expect(standing.tag).toBe('same-archive');
  });

  it('takes a repository that is not there for empty, after two requests', async () => {
    asked = [];
    const standing = await standingOf(repository('held/none'), aim('1.0.0', '1.0.0'));
    expect(standing).toEqual({ tag: 'free', higher: undefined });
    expect(asked).toEqual([
      'HEAD /held/none/manifests/1.0.0',
      expect.stringMatching(/^GET \/held\/none\/tags\/list/),
    ]);
  });

  it('does without a list that is refused, but not without the tag', async () => {
    const unlisted = Object.assign(new MemoryTarget(), {
      tags: () => Promise.reject(new ChartroomError('internal', { message: 'no list' })),
    });
    expect(await standingOf(unlisted, aim('1.0.0', '1.0.0'))).toMatchObject({ tag: 'free' });
    const { host } = server;
    await server.stop();
    await expect(standingOf(repository('held/chart'), aim('1.0.0', '1.0.0'))).rejects.toMatchObject(
      { code: 'registry.unreachable', data: { registry: host } },
    );
  });
});
