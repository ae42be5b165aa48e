import { describe, expect, it } from 'vitest';
import { nodeTransport } from '../../../tests/support/http.ts';
import { registryKinds } from '../../../tests/support/registries.ts';
import { MemoryTarget } from '../content/memory.ts';
import { isHubMetadata } from '../formats/hub-media-types.ts';
import { readHubMetadata, writeHubMetadata } from '../formats/hub-metadata.ts';
import { parseManifest } from '../oci/manifest.ts';
import { Registry } from '../registry/registry.ts';
import { sampleArtifact } from '../../../tests/support/artifacts.ts';
import { fetchHubMetadata, pushHubMetadata } from './hub-metadata.ts';
import { versionFacts } from './version-facts.ts';

const ID = '3d0cb9e0-6a0d-4d0f-9b43-0b2c1f5a7a10';
const FILE = `# whose it is
repositoryID: ${ID}
owners:
  - name: mate
    email: mate@example.org
`;

describe('the file that tells Artifact Hub whose a repository is', () => {
  it('is read, and written with what else is in it', () => {
    const { metadata, problems } = readHubMetadata(FILE);
    expect(problems).toEqual([]);
    expect(metadata).toEqual({
      repositoryID: ID,
      owners: [{ name: 'mate', email: 'mate@example.org' }],
      ignore: [],
    });
    const changed = { ...metadata, ignore: [{ name: 'old', version: '' }] };
    const text = writeHubMetadata(changed, `${FILE}note: ours\n`);
    expect(readHubMetadata(text)).toEqual({
      metadata: changed,
      problems: [{ code: 'unknown-key', value: 'note' }],
    });
    expect(writeHubMetadata({ repositoryID: '', owners: [], ignore: [] }, FILE)).toBe('');
  });

  it.each([
    ['repositoryID: The ID of the repository\n', ['no-id']],
    ['owners: [{name: mate, email: nobody}]\n', ['no-email']],
    ['owners: [{name: mate}]\nignore: [{version: beta}]\n', ['no-email', 'no-name']],
    [`repositoryID: '{${ID}}'\n`, []],
    ['', ['empty']],
    ['# nothing\n', ['empty']],
  ])('says what is wrong with %j', (text, codes) => {
    expect(readHubMetadata(text).problems.map(({ code }) => code)).toEqual(codes);
  });

  it('is an error where it is no YAML, or of another shape', () => {
    expect(() => readHubMetadata('owners: [')).toThrow(
      /chart\.yaml-invalid.*artifacthub-repo\.yml/,
    );
    expect(() => readHubMetadata('owners: mate')).toThrow('chart.metadata-invalid');
    expect(() => readHubMetadata('#'.repeat(300_000))).toThrow('content.too-large');
  });
});

describe.for(registryKinds)('$name', ({ available, start }) => {
  it.skipIf(!available)('stores it, and tells what it is', async () => {
    const server = await start();
    try {
      const registry = new Registry({ host: server.host, transport: nodeTransport });
      const target = registry.repository('hub/chart', { push: true });
      expect(await fetchHubMetadata(target)).toBeUndefined();
      const place = `${server.host}/hub/chart`;
      const { digest } = await pushHubMetadata(target, FILE, { place });
      expect(await fetchHubMetadata(target)).toEqual({ digest, text: FILE });
      expect((await pushHubMetadata(target, FILE, { place })).unchanged).toBe(true);
      const facts = await versionFacts(target, 'artifacthub.io', { known: new Map() });
      expect(facts).toMatchObject({ kind: 'other', hub: true });
      const stored = await target.fetchManifest('artifacthub.io');
      const manifest = parseManifest(await stored.blob.text(), stored.descriptor.mediaType);
      expect(isHubMetadata(manifest)).toBe(true);
    } finally {
      await server.stop();
    }
  });
});

it('replaces what it was made from, and nothing else without being told to', async () => {
  const target = new MemoryTarget();
  const push = (text: string, replaces?: Parameters<typeof pushHubMetadata>[2]['replaces']) =>
    pushHubMetadata(target, text, { place: 'r.example/a', replaces });
  const first = await push('repositoryID: ""\n');
  await expect(push(FILE)).rejects.toMatchObject({
    code: 'tag.differs',
    data: { reference: 'r.example/a:artifacthub.io', existing: first.digest },
  });
  const second = await push(FILE, first.digest);
  await expect(push('ignore: []\n', first.digest)).rejects.toMatchObject({ code: 'tag.differs' });
  expect((await fetchHubMetadata(target))?.digest).toBe(second.digest);
  expect((await push('ignore: []\n', 'anything')).unchanged).toBe(false);

  const { target: chart, manifest } = await sampleArtifact('chart');
  await chart.push(manifest.descriptor, manifest.blob, { tag: 'artifacthub.io' });
  await expect(fetchHubMetadata(chart)).rejects.toMatchObject({ code: 'manifest.not-chart' });
});
