import { describe, expect, it } from 'vitest';
import { packArchive } from '../chart/archive.ts';
import { open } from '../actions/open.ts';
import { held } from '../actions/publish.ts';
import type { ChartFile } from '../chart/files.ts';
import { createInlineCompute } from '../compute/inline.ts';
import { contentOf, type PackedChart } from '../chart/packed.ts';
import { OCI_CONFIG, OCI_INDEX, OCI_MANIFEST } from '../oci/media-types.ts';
import type { StoredManifest } from '../content/target.ts';
import { assembleManifest, describe as stored } from './artifact.ts';
import { FORMATS, type Artifact, type Format } from './format.ts';
import * as types from '../oci/chart-media-types.ts';

const compute = createInlineCompute();

const TEXTS = {
  'Chart.yaml':
    'apiVersion: v2\nname: sample\nversion: 1.2.3+b\nappVersion: "1.10"\ntype: application\nkeywords: ["yes", "0o7", "é"]\n',
  '.helmignore': '*.bak\n',
  'values.yaml': '',
  'templates/a.yaml': 'a: {{ .Values.a }}\n',
  'files/no-text': '\u0000\uFFFF',
};

function filesOf(texts: Record<string, string>): ChartFile[] {
  return Object.entries(texts).map(([path, text]) => ({
    path,
    bytes: new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>,
  }));
}

function sample(): Promise<PackedChart> {
  const files = Object.entries({ ...TEXTS, 'left.bak': 'x' });
  return compute.packFolder({
    folder: 'sample',
    files: files.map(([path, text]) => ({ path, blob: new Blob([text]) })),
  });
}

async function opened(artifact: Artifact) {
  const { source, name } = await held(artifact);
  return open(source, name, { compute });
}

async function textsOf(chart: PackedChart): Promise<Record<string, string>> {
  const unpacked = await compute.unpack(chart);
  const texts = chart.files.map(
    async (file) => [file.path, await contentOf(unpacked, file).text()] as const,
  );
  return Object.fromEntries(await Promise.all(texts));
}

describe.each(FORMATS.map((format) => [format]))('%s', (format: Format) => {
  it('gives back the chart that went in', async () => {
    const chart = await sample();
    const back = await opened(await compute.assemble(chart, format));
    expect(back.format).toBe(format);
    expect(back.chart.metadata).toEqual(chart.metadata);
    const { 'Chart.yaml': chartYaml, ...rest } = await textsOf(back.chart);
    const { 'Chart.yaml': original, ...others } = TEXTS;
    expect(rest).toEqual(others);
    if (format === 'two-layer') expect(chartYaml).toContain('version: "1.2.3+b"');
    else expect(chartYaml).toBe(original);
  });

  it('is the same artifact every time', async () => {
    const [one, two] = [await sample(), await sample()];
    const digest = async (chart: PackedChart) =>
      (await compute.assemble(chart, format)).manifest.descriptor.digest;
    expect(await digest(one)).toBe(await digest(two));
  });
});

describe('the 2019 demo in two layers', () => {
  it('gives the meta layer that its document prints', async () => {
    const chartYaml = [
      'apiVersion: v1',
      'description: This is my chart... that is all',
      'name: mychart',
      'version: 2.7.1',
      'appVersion: 1.1.0',
      'home: https://hub.helm.sh',
      'icon: https://hub.helm.sh/assets/images/placeholder.png',
      'keywords: [mychart, itismine]',
    ].join('\n');
    const chart = await compute.packFolder({
      folder: 'mychart',
      files: [{ path: 'Chart.yaml', blob: new Blob([chartYaml]) }],
    });
    const { blobs } = await compute.assemble(chart, 'two-layer');
    expect(blobs.map(({ descriptor: { digest, size } }) => [digest, size]).slice(0, 2)).toEqual([
      ['sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a', 2],
      ['sha256:c356ec641a696eb5f3320bed9e8ceeb505fcc84b7ee072a85a8098fc362e13b7', 210],
    ]);
  });

  it('shares the content of charts that differ in Chart.yaml only', async () => {
    const content = async (chartYaml: string) => {
      const files = Object.entries({ ...TEXTS, 'Chart.yaml': chartYaml });
      const chart = await compute.packFolder({
        folder: 'x',
        files: files.map(([path, text]) => ({ path, blob: new Blob([text]) })),
      });
      return (await compute.assemble(chart, 'two-layer')).blobs.at(-1)?.descriptor.digest;
    };
    const first = await content('apiVersion: v1\nname: one\nversion: 1.0.0\n');
    expect(
      await content('apiVersion: v2\nname: two\nversion: 2.0.0\nhome: https://x.example\n'),
    ).toBe(first);
  });

  it('leaves the dependencies of requirements.yaml where they are', async () => {
    const files = {
      'Chart.yaml': 'apiVersion: v1\nname: one\nversion: 1.0.0\n',
      'requirements.yaml': 'dependencies:\n- name: sub\n  version: 1.0.0\n  repository: ""\n',
      'charts/sub/Chart.yaml': 'apiVersion: v1\nname: sub\nversion: 1.0.0\n',
    };
    const chart = await compute.packFolder({
      folder: 'one',
      files: Object.entries(files).map(([path, text]) => ({ path, blob: new Blob([text]) })),
    });
    expect(chart.metadata.dependencies).toHaveLength(1);
    const back = await opened(await compute.assemble(chart, 'two-layer'));
    expect((await textsOf(back.chart))['Chart.yaml']).not.toContain('dependencies');
    expect(back.chart.metadata).toEqual(chart.metadata);
  });
});

/** Artifacts of older programs, written here in the formats of their time. */
async function olderFormats(): Promise<[string, Artifact][]> {
  const archive = packArchive('sample', filesOf(TEXTS));
  const hollow = (placeholder: string) =>
    packArchive('-', filesOf({ ...TEXTS, 'Chart.yaml': placeholder }));
  const demoHollow = hollow("name: '-'\nversion: '-'\n");
  const alphaHollow = hollow("apiVersion: v1\nname: '-'\nversion: 0.1.0\n");
  const meta = new Blob([
    '{"apiVersion":"v2","appVersion":"1.10","type":"application","keywords":["yes","0o7","é"]}',
  ]);
  const fullMeta = new Blob([
    '{"name":"sample","version":"1.2.3+b","apiVersion":"v2","appVersion":"1.10","type":"application","keywords":["yes","0o7","é"]}',
  ]);
  const image = await stored(OCI_CONFIG, new Blob(['{}']));
  const helmEmpty = await stored(types.HELM_CONFIG, new Blob(['{}']));
  const helm = await stored(types.HELM_CONFIG, fullMeta);
  const title = (text: string) => ({ [types.TITLE]: text });
  const alphaNames = { 'sh.helm.chart.name': 'sample', 'sh.helm.chart.version': '1.2.3+b' };
  const build = async (config: StoredManifest, ...layers: Promise<StoredManifest>[]) =>
    assembleManifest(config, await Promise.all(layers));
  return [
    [
      'two-layer, of the first hour',
      await build(
        image,
        stored(types.DEMO_META, meta),
        stored(types.DEMO_CONTENT, demoHollow, { name: 'sample', version: '1.2.3+b' }),
      ),
    ],
    [
      'helm-3-alpha, 1',
      await build(
        image,
        stored(types.DEMO_META, meta, title('chart-meta.json')),
        stored(types.DEMO_CONTENT, alphaHollow, { ...alphaNames, ...title('chart-content.tgz') }),
      ),
    ],
    [
      'helm-3-alpha, 2',
      await build(
        helmEmpty,
        stored(types.ALPHA_META, meta),
        stored(types.LAYER_CONTENT, alphaHollow, alphaNames),
      ),
    ],
    ['helm-3-beta', await build(helm, stored(types.LAYER_CONTENT, archive))],
    ['helm-3-rc', await build(helm, stored(types.RC_CHART, archive))],
    [
      'layer-pair, named by its metadata',
      await build(
        image,
        stored(types.DEMO_PAIR_CONFIG, fullMeta),
        stored(types.DEMO_CONTENT, demoHollow),
      ),
    ],
    [
      'layer-pair, with a whole chart for content',
      await build(image, stored(types.DEMO_PAIR_CONFIG, meta), stored(types.DEMO_CONTENT, archive)),
    ],
  ];
}

describe('older formats', async () => {
  it.each(await olderFormats())('reads %s', async (name, artifact) => {
    const { format, chart } = await opened(artifact);
    expect(name.startsWith(format)).toBe(true);
    expect(chart.metadata).toEqual((await sample()).metadata);
    const files = await textsOf(chart);
    expect(files).toEqual({ ...TEXTS, 'Chart.yaml': files['Chart.yaml'] });
  });
});

describe('a metadata layer that can’t be relied on', () => {
  it.each([
    ['[]', { reason: 'metadata-layer' }],
    ['{', { reason: 'metadata-layer' }],
    ['{"name":"a","Name":"b"}', { reason: 'ambiguous-key', key: 'Name', field: 'name' }],
    [
      '{"maintainers":[{"name":"a","name":"b"}]}',
      { reason: 'ambiguous-key', key: 'name', field: 'name' },
    ],
  ])('%s', async (meta, data) => {
    const content = packArchive('sample', filesOf({ 'values.yaml': '' }));
    const artifact = await assembleManifest(await stored(OCI_CONFIG, new Blob(['{}'])), [
      await stored(types.DEMO_META, new Blob([meta])),
      await stored(types.DEMO_CONTENT, content),
    ]);
    await expect(opened(artifact)).rejects.toMatchObject({ code: 'manifest.invalid', data });
  });
});

describe('what is too large to be read', () => {
  const sizes: [string, number, number, object][] = [
    ['an archive', 400_000_000, 0, { code: 'archive.too-large', data: { limit: 104_857_600 } }],
    ['a .prov', 1000, 2_000_000, { code: 'provenance.invalid', data: { reason: 'too-large' } }],
  ];
  it.each(sizes)('is refused by what its descriptor says: %s', async (_, chart, prov, error) => {
    const config = await stored(types.HELM_CONFIG, new Blob(['{}']));
    const layer = async (mediaType: string, size: number) => {
      const content = await stored(mediaType, new Blob([mediaType]));
      return { ...content, descriptor: { ...content.descriptor, size } };
    };
    const { manifest } = await assembleManifest(config, [
      await layer(types.HELM_CHART, chart),
      await layer(types.HELM_PROVENANCE, prov),
    ]);
    // A source without any blob: asking for one would be another error.
    const { source, name } = await held({ manifest, blobs: [] });
    await expect(open(source, name, { compute })).rejects.toMatchObject(error);
  });

  it('is refused for its metadata too, where that is a layer', async () => {
    const config = await stored(OCI_CONFIG, new Blob(['{}']));
    const meta = await stored(types.DEMO_META, new Blob(['{}']));
    const { manifest } = await assembleManifest(config, [
      { ...meta, descriptor: { ...meta.descriptor, size: 5_000_000 } },
      await stored(types.DEMO_CONTENT, new Blob(['x'])),
    ]);
    const { source, name } = await held({ manifest, blobs: [] });
    await expect(open(source, name, { compute })).rejects.toMatchObject({
      code: 'content.too-large',
      data: { name: meta.descriptor.digest, limit: 4_194_304 },
    });
  });
});

describe('what is not a chart', () => {
  it('is recognised from the manifest, before any layer is fetched', async () => {
    const image = await stored(OCI_CONFIG, new Blob(['{"os":"linux"}']));
    const layer = await stored('application/vnd.oci.image.layer.v1.tar+gzip', new Blob(['x']));
    const { manifest } = await assembleManifest(image, [layer]);
    const { source, name } = await held({ manifest, blobs: [] });
    await expect(open(source, name, { compute })).rejects.toMatchObject({
      code: 'manifest.not-chart',
      data: { found: [OCI_CONFIG, 'application/vnd.oci.image.layer.v1.tar+gzip'] },
    });
  });

  it('is skipped in an index that has a chart', async () => {
    const chart = await compute.assemble(await sample(), 'helm');
    const image = await assembleManifest(await stored(OCI_CONFIG, new Blob(['{"os":"x"}'])), []);
    const text = JSON.stringify({
      schemaVersion: 2,
      manifests: [image.manifest.descriptor, chart.manifest.descriptor],
    });
    const { source } = await held(chart);
    await source.push(image.manifest.descriptor, image.manifest.blob);
    const index = await stored(OCI_INDEX, new Blob([text]));
    await source.push(index.descriptor, index.blob, { tag: 'all' });
    const found = await open(source, 'all', { compute });
    expect(found.descriptor).toEqual(chart.manifest.descriptor);
    expect(found.descriptor.mediaType).toBe(OCI_MANIFEST);
  });
});

describe('helm', () => {
  it('has the manifest of the golden chart, with its provenance', async () => {
    const metadata = {
      name: 'signtest',
      version: '0.1.0',
      description: 'A Helm chart for Kubernetes',
      apiVersion: 'v1',
    };
    const chart = { ...(await sample()), metadata, provenance: new Blob(['signed']) };
    const { blobs, manifest } = await compute.assemble(chart, 'helm', {
      created: new Date('1977-09-02T22:04:05.700Z'),
    });
    expect(blobs[0]?.descriptor).toEqual({
      mediaType: types.HELM_CONFIG,
      size: 99,
      digest: 'sha256:8d17cb6bf6ccd8c29aace9a658495cbd5e2e87fc267876e86117c7db681c9580',
    });
    const text = await manifest.blob.text();
    const digests = blobs.slice(1).map(({ descriptor }) => descriptor.digest);
    expect(digests).toEqual([...digests].sort());
    expect(text).toMatch(/^\{"schemaVersion":2,"config":\{"mediaType":/);
    expect(
      text.endsWith(
        '"annotations":{"org.opencontainers.image.created":"1977-09-02T22:04:05Z","org.opencontainers.image.description":"A Helm chart for Kubernetes","org.opencontainers.image.title":"signtest","org.opencontainers.image.version":"0.1.0"}}',
      ),
    ).toBe(true);
  });
});
