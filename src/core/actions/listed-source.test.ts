import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeTransport } from '../../../tests/support/http.ts';
import { startServer, type RunningServer } from '../../../tests/support/server.ts';
import { packArchive } from '../chart/archive.ts';
import { createInlineCompute } from '../compute/inline.ts';
import { copy } from '../content/copy.ts';
import { MemoryTarget } from '../content/memory.ts';
import { HELM_CHART, HELM_PROVENANCE } from '../oci/chart-media-types.ts';
import { parseManifest, type Manifest } from '../oci/manifest.ts';
import { ChartRepository } from '../registry/chart-repository.ts';
import { ListedRepository } from './listed-repository.ts';

const compute = createInlineCompute();
const utf8 = new TextEncoder();
const chartYaml = (name: string, version: string) => ({
  path: 'Chart.yaml',
  bytes: utf8.encode(`apiVersion: v2\nname: ${name}\nversion: ${version}\n`),
});
const bytesOf = async (name: string, version: string) =>
  Buffer.from(await packArchive(name, [chartYaml(name, version)]).arrayBuffer());
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

const files = new Map<string, Buffer>();
const asked: string[] = [];
let server: RunningServer;
let repository: ListedRepository;

beforeAll(async () => {
  server = await startServer(({ url = '' }, response) => {
    asked.push(url);
    const file = files.get(url);
    response.writeHead(file ? 200 : 404).end(file);
  });
  const entry = (version: string, digest?: string, file = `tide-${version}.tgz`) => ({
    ...{ apiVersion: 'v2', name: 'tide', version, urls: [file] },
    ...(digest && { digest }),
  });
  const signed = await bytesOf('tide', '1.0.0');
  files.set('/charts/tide-1.0.0.tgz', signed);
  files.set('/charts/tide-1.0.0.tgz.prov', Buffer.from('a signature'));
  files.set('/charts/tide-1.1.0.tgz', await bytesOf('tide', '1.1.0'));
  files.set('/charts/tide-1.2.0.tgz', await bytesOf('tide', '1.2.0'));
  files.set('/charts/lamp.tgz', await bytesOf('lamp', '1.3.0'));
  const tide = [
    entry('1.0.0', `sha256:${sha256(signed)}`),
    entry('1.1.0'),
    entry('1.2.0', sha256(signed)),
    entry('1.3.0', undefined, 'lamp.tgz'),
    entry('1.4.0'),
  ];
  files.set('/charts/index.yaml', Buffer.from(JSON.stringify({ entries: { tide } })));
  const place = new ChartRepository(`${server.url}/charts`, { transport: nodeTransport });
  repository = await ListedRepository.open(place, compute);
});
afterAll(() => server.stop());

async function manifestOf(target: MemoryTarget, tag: string): Promise<Manifest> {
  const { blob, descriptor } = await target.fetchManifest(tag);
  return parseManifest(await blob.text(), descriptor.mediaType) as Manifest;
}

test('a version is the artifact that helm pushes of its archive, with its provenance', async () => {
  const target = new MemoryTarget();
  const source = repository.source('tide');
  await copy(source, '1.0.0', target, '1.0.0');
  const { layers } = await manifestOf(target, '1.0.0');
  expect(layers.map(({ mediaType }) => mediaType).sort()).toEqual(
    [HELM_PROVENANCE, HELM_CHART].sort(),
  );
  for (const layer of layers) {
    const path = layer.mediaType === HELM_CHART ? 'tide-1.0.0.tgz' : 'tide-1.0.0.tgz.prov';
    const bytes = Buffer.from(await (await target.fetch(layer)).arrayBuffer());
    expect(bytes.equals(files.get(`/charts/${path}`) ?? Buffer.of())).toBe(true);
  }
  expect(await source.factsOf('1.0.0')).toEqual({ digest: 'equal', provenance: 'there' });
  await copy(source, '1.1.0', target, '1.1.0');
  expect(await source.factsOf('1.1.0')).toEqual({ digest: 'none', provenance: 'none' });
  expect((await manifestOf(target, '1.1.0')).layers).toHaveLength(1);
});

test('what is stored already is known by the index, without downloading the archive', async () => {
  const target = new MemoryTarget();
  await copy(repository.source('tide'), '1.0.0', target, '1.0.0');
  await copy(repository.source('tide'), '1.1.0', target, '1.1.0');
  asked.length = 0;
  const source = repository.source('tide');
  expect(await source.isStoredAs('1.0.0', await target.fetchManifest('1.0.0'))).toBe(true);
  expect(await source.isStoredAs('1.0.0', await target.fetchManifest('1.1.0'))).toBe(false);
  // The index has no digest for it.
  expect(await source.isStoredAs('1.1.0', await target.fetchManifest('1.1.0'))).toBe(false);
  expect(asked).toEqual(['/charts/tide-1.0.0.tgz.prov']);
});

test('what isn’t what the index says is refused', async () => {
  const source = repository.source('tide');
  await expect(source.fetchManifest('1.2.0')).rejects.toMatchObject({ code: 'digest.mismatch' });
  await expect(source.fetchManifest('1.3.0')).rejects.toMatchObject({
    code: 'index.other-chart',
    data: { url: `${server.url}/charts/lamp.tgz`, listed: 'tide 1.3.0', found: 'lamp 1.3.0' },
  });
  await expect(source.fetchManifest('1.4.0')).rejects.toMatchObject({ code: 'registry.refused' });
  await expect(source.fetchManifest('2.0.0')).rejects.toMatchObject({ code: 'version.none-fits' });
  await expect(repository.source('buoy').fetchManifest('1.0.0')).rejects.toMatchObject({
    code: 'index.no-chart',
  });
});

test('an index that is no YAML is told with its address', async () => {
  files.set('/bad/index.yaml', Buffer.from('entries: ['));
  const place = new ChartRepository(`${server.url}/bad`, { transport: nodeTransport });
  await expect(ListedRepository.open(place, compute)).rejects.toMatchObject({
    code: 'index.invalid',
    data: { url: `${server.url}/bad/index.yaml` },
  });
});

test('one that wants a sign-in is told as such: no form of a registry would help', async () => {
  const closed = await startServer((_, response) => response.writeHead(401).end());
  const place = new ChartRepository(closed.url, { transport: nodeTransport });
  await expect(ListedRepository.open(place, compute)).rejects.toMatchObject({
    code: 'index.closed',
    data: { url: `${closed.url}/index.yaml` },
  });
  await closed.stop();
});
