import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { MYCHART, writeChart } from '../support/charts.ts';
import { startRegistry } from '../support/registry.ts';
import { aim, blobOf, chooseFolder, expect, manifestOf, push, test } from './site.ts';

const EMPTY = 'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a';
const META = 'sha256:c356ec641a696eb5f3320bed9e8ceeb505fcc84b7ee072a85a8098fc362e13b7';

test("two layers: the demo's chart gives the digests its document prints", async ({
  page,
  site,
}) => {
  const reference = `${site.registry.host}/two/mychart:latest`;
  await page.goto(site.url);
  await chooseFolder(page, MYCHART);
  await page.getByRole('combobox', { name: 'Format' }).selectOption('Two layers (2019 demo)');
  await aim(page, reference);
  await push(page, reference);

  const { text } = await manifestOf(reference);
  const manifest = JSON.parse(text);
  expect(manifest.config).toEqual({
    mediaType: 'application/vnd.oci.image.config.v1+json',
    digest: EMPTY,
    size: 2,
  });
  expect(manifest.layers[0]).toEqual({
    mediaType: 'application/vnd.cncf.helm.chart.meta.v1+json',
    digest: META,
    size: 210,
    annotations: { 'org.opencontainers.image.title': 'meta.json' },
  });
  const content = manifest.layers[1];
  expect(content).toMatchObject({
    mediaType: 'application/vnd.cncf.helm.chart.content.v1+tar',
    annotations: {
      'chart.name': 'mychart',
      'chart.version': '2.7.1',
      'org.opencontainers.image.title': 'content.tgz',
    },
  });
  // Compact, keys in the order the demo's program wrote them.
  expect(text).toBe(
    `{"schemaVersion":2,"config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"${EMPTY}","size":2},` +
      `"layers":[{"mediaType":"application/vnd.cncf.helm.chart.meta.v1+json","digest":"${META}","size":210,"annotations":{"org.opencontainers.image.title":"meta.json"}},` +
      `{"mediaType":"application/vnd.cncf.helm.chart.content.v1+tar","digest":"${content.digest}","size":${content.size},"annotations":{"chart.name":"mychart","chart.version":"2.7.1","org.opencontainers.image.title":"content.tgz"}}]}`,
  );
  expect((await blobOf(reference, META)).toString()).toContain('"appVersion":"1.1.0"');
});

test('single layer: the archive whole, titled by its digest', async ({ page, site }) => {
  const reference = `${site.registry.host}/single/mychart:latest`;
  await page.goto(site.url);
  await chooseFolder(page, MYCHART);
  await page.getByRole('combobox', { name: 'Format' }).selectOption('Single layer (2019 demo)');
  await aim(page, reference);
  await push(page, reference);
  const manifest = JSON.parse((await manifestOf(reference)).text);
  expect(manifest.config.digest).toBe(EMPTY);
  expect(manifest.layers).toHaveLength(1);
  const [layer] = manifest.layers;
  expect(layer.mediaType).toBe('application/vnd.cncf.helm.chart.content.v1.tar');
  expect(layer.annotations['org.opencontainers.image.title']).toBe(
    layer.digest.replace('sha256:', ''),
  );
});

test('two layers: charts that differ only in Chart.yaml share their content', async ({
  page,
  site,
  folder,
}) => {
  // A registry of its own, so that its blobs can be counted.
  const registry = await startRegistry();
  try {
    for (const name of ['anchor', 'bollard']) {
      const chart = join(folder, name);
      writeChart(chart, { name, extra: `home: https://${name}.example.com\n` });
      await page.goto(site.url);
      await page.reload();
      await chooseFolder(page, chart);
      await page.getByRole('combobox', { name: 'Format' }).selectOption('Two layers (2019 demo)');
      const reference = `${registry.host}/shared/${name}:latest`;
      await page.getByRole('textbox', { name: 'Reference' }).fill(reference);
      await push(page, reference);
    }
    const blobs = readdirSync(join(registry.dataDir, 'docker/registry/v2/blobs/sha256'), {
      recursive: true,
    }).filter((path) => String(path).endsWith('data'));
    // One config and one content; a meta layer and a manifest for each.
    expect(blobs).toHaveLength(6);
  } finally {
    await registry.stop();
  }
});
