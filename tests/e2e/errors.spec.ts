import { createHash } from 'node:crypto';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from 'playwright/test';
import { count, grouped } from '../../src/text/units.ts';
import { freePort } from '../../scripts/lib/ports.mjs';
import { MYCHART, writeChart, writeFiles } from '../support/charts.ts';
import { startRegistry, type RunningRegistry } from '../support/registry.ts';
import { aim, chooseFolder, expect, manifestOf, push, test } from './site.ts';

async function pull(page: Page, url: string, reference: string): Promise<void> {
  await page.goto(`${url}/#/pull`);
  await page.getByRole('textbox', { name: 'Reference' }).fill(reference);
  await page.getByRole('button', { name: 'Pull', exact: true }).click();
}

test('a folder without a chart', async ({ page, site, folder }) => {
  writeFiles(folder, { 'notes.txt': 'no chart here' });
  await page.goto(site.url);
  await page.getByLabel('Chart folder').setInputFiles(folder);
  await expect(page.getByRole('alert')).toContainText(
    `There is no Chart.yaml in ${basename(folder)}`,
  );
});

test('a broken Chart.yaml is told with line and column', async ({ page, site, folder }) => {
  writeChart(folder);
  writeFileSync(join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: x\nversion: "1.0.0\n');
  await page.goto(site.url);
  await page.getByLabel('Chart folder').setInputFiles(folder);
  await expect(page.getByRole('alert')).toContainText(
    'Chart.yaml, line 3, column 10: the closing " is missing.',
  );
});

for (const [reference, fault] of [
  ['mychart:latest', 'The registry’s host is missing'],
  ['localhost:5000', 'After the registry’s host the chart’s path is missing'],
  ['ftp://localhost:5000/a:1', 'A reference starts with the registry’s host, or with oci://'],
  ['localhost:5000/My:1', 'Registries take only lower-case letters in the path'],
] as const) {
  test(`a reference that can't be used: ${reference}`, async ({ page, site }) => {
    await page.goto(site.url);
    await chooseFolder(page, MYCHART);
    await page.getByRole('textbox', { name: 'Reference' }).fill(reference);
    await page.getByRole('button', { name: 'Push', exact: true }).click();
    await expect(page.getByRole('alert')).toContainText(`${fault}: ${reference}.`);
    const box = page.getByRole('textbox', { name: 'Reference' });
    await expect(box).toHaveAttribute('aria-invalid', 'true');
    await expect(box).toHaveAccessibleErrorMessage(new RegExp(fault));
  });
}

test('a registry that nobody runs', async ({ page, site }) => {
  const host = `localhost:${await freePort()}`;
  await pull(page, site.url, `${host}/a:1`);
  await expect(page.getByRole('alert')).toContainText(`No answer from ${host}.`);
});

test('a registry that lets no page read its answers', async ({ page, site }) => {
  const registry = await startRegistry({ cors: false });
  try {
    await pull(page, site.url, `${registry.host}/a:1`);
    await expect(page.getByRole('alert')).toContainText(
      `${registry.host} answers, but doesn’t let this page read its answers (CORS).`,
    );
  } finally {
    await registry.stop();
  }
});

test.describe('a registry that is not among those the site may reach', () => {
  test.use({ stoppedByPolicy: true });

  test("is told as the site's own setting", async ({ page, site }) => {
    await pull(page, site.url, 'registry.example.com/a:1');
    await expect(page.getByRole('alert')).toContainText(
      'This site doesn’t let its page reach registry.example.com; nothing was sent.',
    );
    await expect(page.getByRole('alert')).toContainText('nginx.conf');
  });
});

test('a tag that is not there', async ({ page, site }) => {
  const reference = `${site.registry.host}/nothing/here:1.0.0`;
  await pull(page, site.url, reference);
  await expect(page.getByRole('alert')).toContainText(`There is nothing at ${reference}.`);
});

test('an artifact that is no chart is told from its manifest', async ({ page, site }) => {
  await pushImage(site.registry, 'some/image', '1');
  const blobs: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/blobs/')) blobs.push(request.url());
  });
  await pull(page, site.url, `${site.registry.host}/some/image:1`);
  await expect(page.getByRole('alert')).toContainText(
    /This isn’t a Helm chart: it is a container image\..*application\/vnd\.oci\.image\.layer\.v1\.tar\+gzip/s,
  );
  expect(blobs).toEqual([]);
});

test('a layer that was changed in the registry is not accepted', async ({ page, site, folder }) => {
  const reference = `${site.registry.host}/changed/sample:1.0.0`;
  writeChart(folder, { name: 'changed' });
  await page.goto(site.url);
  await chooseFolder(page, folder);
  await aim(page, reference);
  await push(page, reference);
  const path = await layerPath(site.registry, reference);
  const bytes = readFileSync(path);
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  const middle = bytes.length >> 1;
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
  writeFileSync(path, bytes);
  await pull(page, site.url, reference);
  await expect(page.getByRole('alert')).toContainText(
    `The content that came is not what was asked for. Expected ${digest}`,
  );

  truncateSync(path, bytes.length - 10);
  await pull(page, site.url, reference);
  await page.reload();
  await expect(page.getByRole('alert')).toContainText(
    `The answer of ${site.registry.host} broke off after ${grouped(bytes.length - 10)} of ${count(bytes.length, 'byte')}.`,
  );
});

test('an archive that was cut short', async ({ page, site, folder }) => {
  const archive = join(folder, 'cut-1.0.0.tgz');
  const whole = await packedByGnuTar(folder);
  writeFileSync(archive, whole.subarray(0, whole.length - 20));
  await page.goto(site.url);
  await page.getByLabel('Chart archives').setInputFiles(archive);
  await expect(page.getByRole('alert')).toContainText(
    /cut-1\.0\.0\.tgz The archive is damaged at byte \d+: the compressed data is cut short\./,
  );
});

async function packedByGnuTar(folder: string): Promise<Buffer> {
  const { execFileSync } = await import('node:child_process');
  writeChart(join(folder, 'cut'), { name: 'cut' });
  return execFileSync('tar', ['cz', '-C', folder, 'cut']);
}

test.describe('a fault of ours', () => {
  test('is shown with its details, and is in the console', async ({ page, site }) => {
    // The worker that packs is given a fault; no input is known that finds one.
    await page.route('**/compute.worker-*.js', async (route) => {
      const response = await route.fetch();
      const fault =
        "TextDecoder.prototype.decode = () => { throw new TypeError('no such thing'); };\n";
      await route.fulfill({ response, body: fault + (await response.text()) });
    });
    const logged: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') logged.push(message.text());
    });
    await page.goto(site.url);
    await page.getByLabel('Chart folder').setInputFiles(MYCHART);
    await expect(page.getByRole('alert')).toContainText('A fault of ours: no such thing');
    await page.getByText('Details of the fault').click();
    const details = page.locator('pre', { hasText: 'ChartroomError: internal' });
    await expect(details).toContainText(/Caused by TypeError: no such thing\n.*compute\.worker-/);
    expect(logged.join()).toMatch(/ChartroomError: internal.*no such thing[^]*compute-worker-/);
  });
});

test.describe('a worker that does not load', () => {
  test('is loaded again: at once if it failed, after a while if nothing came', async ({
    page,
    site,
  }) => {
    const asked: string[] = [];
    await page.route('**/compute.worker-*.js', (route) => {
      asked.push(route.request().url());
      if (asked.length === 1) return route.abort();
      // The second request is never answered, as happens in Firefox behind a service worker.
      return asked.length === 2 ? undefined : route.continue();
    });
    await page.clock.install();
    await page.goto(site.url);
    await page.getByLabel('Chart folder').setInputFiles(MYCHART);
    await expect(async () => {
      await page.clock.fastForward(5_000);
      await expect(page.getByLabel('Reference')).toBeVisible({ timeout: 1_000 });
    }).toPass();
    expect(asked).toHaveLength(3);
  });

  test('is told of if it never loads', async ({ page, site }) => {
    await page.route('**/compute.worker-*.js', (route) => route.abort());
    await page.goto(site.url);
    await page.getByLabel('Chart folder').setInputFiles(MYCHART);
    await expect(page.getByRole('alert')).toContainText('A part of this page did not load');
  });
});

/** Where the registry keeps the first layer of a manifest. */
async function layerPath(registry: RunningRegistry, reference: string): Promise<string> {
  const { layers } = JSON.parse((await manifestOf(reference)).text);
  const hex = layers[0].digest.replace('sha256:', '');
  return join(registry.dataDir, 'docker/registry/v2/blobs/sha256', hex.slice(0, 2), hex, 'data');
}

/** Stores a container image's manifest and blobs, with plain requests. */
async function pushImage(registry: RunningRegistry, repository: string, tag: string) {
  const put = async (content: string, mediaType: string) => {
    const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`;
    const started = await fetch(`${registry.url}/v2/${repository}/blobs/uploads/`, {
      method: 'POST',
    });
    const location = started.headers.get('location') ?? '';
    await fetch(`${location}&digest=${digest}`, {
      method: 'PUT',
      body: content,
      headers: { 'Content-Type': 'application/octet-stream' },
    });
    return { mediaType, digest, size: content.length };
  };
  const config = await put('{"os":"linux"}', 'application/vnd.oci.image.config.v1+json');
  const layer = await put('layer', 'application/vnd.oci.image.layer.v1.tar+gzip');
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const response = await fetch(`${registry.url}/v2/${repository}/manifests/${tag}`, {
    method: 'PUT',
    headers: { 'Content-Type': mediaType },
    body: JSON.stringify({ schemaVersion: 2, mediaType, config, layers: [layer] }),
  });
  expect(response.status).toBe(201);
}
