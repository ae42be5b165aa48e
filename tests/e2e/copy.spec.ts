import { generateKeyPairSync } from 'node:crypto';
import { attachSigned } from '../support/attach.ts';
import { MYCHART, writeChart } from '../support/charts.ts';
import { findPeer } from '../support/peers.ts';
import { startRegistry, type RunningRegistry } from '../support/registry.ts';
import { forward } from '../support/forward.ts';
import { startServer } from '../support/server.ts';
import { stockChart } from '../support/stock.ts';
import { expect, manifestOf, test } from './site.ts';

const distribution3 = findPeer('registry3');

/** A second registry of another kind than the site's own, which is Debian's 2.8. */
let other: RunningRegistry;
test.skip(!distribution3, 'Distribution 3 is not installed');
test.beforeAll(async () => void (other = await startRegistry({ binary: distribution3 ?? '' })));
test.afterAll(() => other.stop());

test('all versions of a chart go from one registry to another, through the proxy and directly', async ({
  page,
  site,
  folder,
}) => {
  const from = `${site.registry.host}/moving/sample`;
  for (const version of ['1.0.0', '1.1.0', '2.0.0']) {
    await stockChart(writeChart(folder, { version }), [`${from}:${version}`]);
  }
  await stockChart(MYCHART, [`${other.host}/new/sample:2.0.0`]);
  const repository = encodeURIComponent('moving/sample');
  await page.goto(`${site.url}/#/registry/${site.registry.host}/repository/${repository}`);
  await page.getByRole('link', { name: 'Copy all to…' }).click();
  const destination = page.getByRole('textbox', { name: 'Destination' });
  await destination.fill(`${other.host}/new`);
  const rows = page.getByRole('list', { name: 'What goes where' }).getByRole('listitem');
  await expect(rows).toHaveCount(3);
  await expect(rows.first()).toContainText(`→ ${other.host}/new/sample:`);
  await page.getByRole('button', { name: 'Copy 3 charts' }).press('Enter');
  const line = page.getByRole('heading', { level: 2 });
  await expect(line).toHaveText('2 copied, 1 not replaced');
  await expect(rows.filter({ hasText: 'The tag there names other content' })).toHaveCount(1);
  await page.getByRole('button', { name: 'Replace 1 tag' }).click();
  await expect(line).toHaveText('3 copied');
  for (const version of ['1.0.0', '1.1.0', '2.0.0']) {
    const [there, here] = [`${from}:${version}`, `${other.host}/new/sample:${version}`];
    expect((await manifestOf(here)).digest).toBe((await manifestOf(there)).digest);
  }
  await page.getByRole('button', { name: 'Copy 3 charts' }).click();
  await expect(line).toHaveText('3 there already');

  // Back, this time directly; and into the library.
  await page.goto(
    `${site.url}/#/copy?from=${encodeURIComponent(`${other.host}/new/sample:1.0.0`)}`,
  );
  await page
    .getByRole('textbox', { name: 'Destination' })
    .fill(`${site.registry.host}/back/other:1`);
  await page
    .getByRole('checkbox', { name: 'Through this site’s proxy' })
    .or(page.getByRole('checkbox', { name: "Through this site's proxy" }))
    .uncheck();
  await page.getByRole('button', { name: 'Copy 1 chart' }).click();
  await expect(line).toHaveText('1 copied');
  expect((await manifestOf(`${site.registry.host}/back/other:1`)).digest).toBe(
    (await manifestOf(`${from}:1.0.0`)).digest,
  );
  await page.getByRole('checkbox', { name: 'Into this browser’s library' }).check();
  await page.getByRole('button', { name: 'Copy 1 chart' }).click();
  await expect(line).toHaveText('1 copied');
  await page.goto(`${site.url}/#/library`);
  await expect(page.getByText(`${other.host}/new/sample:1.0.0`)).toBeVisible();
  await page.getByRole('link', { name: 'Copy to…' }).click();
  await expect(page.getByRole('button', { name: 'Copy 1 chart' })).toBeVisible();
});

test('what is attached goes along, and into the library and out of it; what may be missing is said', async ({
  page,
  site,
}) => {
  const from = 'signed/mychart';
  const chart = await stockChart(MYCHART, [`${site.registry.host}/${from}:2.7.1`]);
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await attachSigned(site.registry.host, from, chart, privateKey);
  const signature = `${chart.replace(':', '-')}.sig`;
  // The same registry with a referrers API, whose list names one that is gone, without a Link.
  const mediaType = 'application/vnd.oci.image.index.v1+json';
  const gone = { mediaType, digest: `sha256:${'0'.repeat(64)}`, size: 2 };
  const front = await startServer((request, response) => {
    if (!request.url?.includes(`/referrers/${chart}`)) {
      return forward(site.registry.host, request, response);
    }
    response
      .writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Type': mediaType })
      .end(JSON.stringify({ schemaVersion: 2, mediaType, manifests: [gone] }));
  });
  const line = page.getByRole('heading', { level: 2 });
  const row = page.getByRole('list', { name: 'What goes where' }).getByRole('listitem');
  const copyFrom = (reference: string, more = '') =>
    page.goto(`${site.url}/#/copy?from=${encodeURIComponent(reference)}${more}`);
  const copyTo = async (place: string, shown: string) => {
    await page.getByRole('textbox', { name: 'Destination' }).fill(place);
    await page.getByRole('button', { name: 'Copy 1 chart' }).press('Enter');
    await expect(line).toHaveText(shown);
  };
  try {
    await copyFrom(`${front.host}/${from}:2.7.1`);
    await copyTo(`${front.host}/short`, '1 copied');
    await expect(row).toContainText(
      'with 1 attachment, without 1 that the source lists and doesn’t have',
    );
    await expect(page.getByText('There may be more attached than was copied')).toContainText(from);
  } finally {
    await front.stop();
  }

  // From the registry itself all is known, and cosign's tag goes into the library as well.
  const source = `${site.registry.host}/${from}:2.7.1`;
  await copyFrom(source);
  await page.getByRole('checkbox', { name: 'Into this browser’s library' }).check();
  await page.getByRole('button', { name: 'Copy 1 chart' }).click();
  await expect(line).toHaveText('1 copied');
  await expect(row).toContainText('with 2 attachments');
  await expect(page.getByText('There may be more attached')).toHaveCount(0);
  await copyFrom(source, '&place=library');
  // The chart alone first: then all that is attached is added to what is there, and told.
  const along = page.getByRole('checkbox', { name: 'With all that is attached' });
  await along.uncheck();
  await copyTo(`${other.host}/signed`, '1 copied');
  await along.check();
  const added = '1 there already; 2 attachments added to what was there';
  await copyTo(`${other.host}/signed`, added);
  await expect(row).toContainText('there already; 2 attachments added');
  const sign = (repository: string) => manifestOf(`${repository}:${signature}`);
  expect((await sign(`${other.host}/signed/mychart`)).digest).toBe(
    (await sign(`${site.registry.host}/${from}`)).digest,
  );

  // Somebody else signed it there: that isn't replaced unasked.
  await attachSigned(other.host, 'signed/mychart', chart, privateKey);
  await page.getByRole('button', { name: 'Copy 1 chart' }).press('Enter');
  await expect(line).toHaveText('1 not replaced');
  await expect(row).toContainText(`What cosign attached there, under the tag ${signature}`);
});

test('an older format is converted where that is wished, and a destination that is gone is named', async ({
  page,
  site,
}) => {
  const from = `${site.registry.host}/old/mychart:2.7.1`;
  const before = await stockChart(MYCHART, [from], 'two-layer');
  await page.goto(`${site.url}/#/chart/${encodeURIComponent(from)}`);
  await page.getByRole('link', { name: 'Copy to…' }).click();
  const line = page.getByRole('heading', { level: 2 });
  await page.getByRole('textbox', { name: 'Destination' }).fill(`${other.host}/unchanged`);
  await page.getByRole('button', { name: 'Copy 1 chart' }).click();
  await expect(line).toHaveText('1 copied');
  expect((await manifestOf(`${other.host}/unchanged/mychart:2.7.1`)).digest).toBe(before);
  await page.getByRole('checkbox', { name: /^Convert older formats/ }).check();
  await page.getByRole('textbox', { name: 'Destination' }).fill(`${other.host}/converted`);
  await page.getByRole('button', { name: 'Copy 1 chart' }).click();
  await expect(line).toHaveText('1 copied');
  const { text } = await manifestOf(`${other.host}/converted/mychart:2.7.1`);
  expect(text).toContain('application/vnd.cncf.helm.config.v1+json');

  const gone = await startRegistry();
  await gone.stop();
  await page.getByRole('textbox', { name: 'Destination' }).fill(`${gone.host}/gone`);
  await page.getByRole('button', { name: 'Copy 1 chart' }).click();
  await expect(page.getByRole('alert')).toContainText(
    `On the way to the registry: the destination, ${gone.host}/gone/mychart:2.7.1`,
  );
  await expect(page.getByRole('button', { name: 'Go on with 1 chart' })).toBeVisible();
});

test('ticked repositories are copied with all their versions', async ({ page, site, folder }) => {
  const host = site.registry.host;
  for (const name of ['ticked/one', 'ticked/two', 'ticked/three']) {
    for (const version of ['1.0.0', '1.1.0']) {
      const chart = { name: name.slice(7), version };
      await stockChart(writeChart(folder, chart), [`${host}/${name}:${version}`]);
    }
  }
  await page.goto(`${site.url}/#/registry/${host}?q=ticked`);
  await page.getByRole('checkbox', { name: 'Tick ticked/one' }).check();
  await page.getByRole('checkbox', { name: 'Tick ticked/three' }).press('Space');
  const group = page.getByRole('group', { name: 'Ticked repositories' });
  await expect(group).toContainText('2 repositories ticked');
  await group.getByRole('link', { name: 'Copy 2 ticked to…' }).press('Enter');
  await page.getByRole('textbox', { name: 'Destination' }).fill(`${other.host}/taken`);
  await page.getByRole('button', { name: 'Copy 4 charts' }).click();
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('4 copied');
  for (const name of ['one:1.0.0', 'three:1.1.0']) {
    const there = await manifestOf(`${host}/ticked/${name}`);
    expect((await manifestOf(`${other.host}/taken/${name}`)).digest).toBe(there.digest);
  }
});
