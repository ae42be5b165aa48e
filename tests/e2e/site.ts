import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, type Locator, type Page } from 'playwright/test';
import { startNginx } from '../support/nginx.ts';
import { startRegistry, type RunningRegistry } from '../support/registry.ts';

/** The app behind the shipped nginx.conf, and an open registry that it reaches both ways. */
export interface Site {
  url: string;
  registry: RunningRegistry;
}

interface TestFixtures {
  /** The test means to be stopped by the Content-Security-Policy. */
  stoppedByPolicy: boolean;
  /** A folder of the test's own. */
  folder: string;
}

export const test = base.extend<TestFixtures, { site: Site }>({
  site: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures off the pattern
    async ({}, use) => {
      const registry = await startRegistry();
      const nginx = await startNginx({
        root: process.env['CHARTROOM_DIST'] ?? 'dist',
        registries: { [registry.host]: registry.url.replace('localhost', '127.0.0.1') },
        // Tests start registries of their own on other ports of this machine.
        direct: ['http://localhost:*'],
      });
      await use({ url: nginx.url, registry });
      await nginx.stop();
      await registry.stop();
    },
    { scope: 'worker' },
  ],
  // eslint-disable-next-line no-empty-pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'chartroom-e2e-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  stoppedByPolicy: [false, { option: true }],
  // Anything the security headers stop, and any error nobody caught, fails the test.
  page: async ({ page, stoppedByPolicy }, use) => {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (/Content.Security.Policy|Trusted/i.test(message.text())) {
        complaints.push(message.text());
      }
    });
    await use(page);
    if (stoppedByPolicy) expect(complaints.length).toBeGreaterThan(0);
    else expect(complaints).toEqual([]);
  },
});

export { expect };

/** Chooses a chart's folder and waits until it is packed. */
export async function chooseFolder(page: Page, folder: string): Promise<void> {
  await page.getByLabel('Chart folder').setInputFiles(folder);
  await expect(page.getByRole('button', { name: 'Push', exact: true })).toBeEnabled();
}

/** Fills in the reference, and reaches the registry as asked: through the proxy, or directly. */
export async function aim(page: Page, reference: string, route: Route = 'proxy'): Promise<void> {
  await page.getByRole('textbox', { name: 'Reference' }).fill(reference);
  await page
    .getByRole('checkbox', { name: 'Through this site’s proxy' })
    .or(page.getByRole('checkbox', { name: "Through this site's proxy" }))
    .setChecked(route === 'proxy');
}

/** Drops files and folders on the page, as the system's file manager does. */
export async function drop(page: Page, files: string[]): Promise<void> {
  // A page that has only just loaded takes nothing yet: its frame comes after that.
  await expect(page.locator('.first-sight')).toHaveCount(0);
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
  }
}

/** How the registry is reached. */
export type Route = 'proxy' | 'direct';
export const ROUTES: Route[] = ['proxy', 'direct'];

/** Pushes what is chosen and waits for the answer; returns the manifest's digest. */
export async function push(page: Page, reference: string): Promise<string> {
  await page.getByRole('button', { name: 'Push', exact: true }).click();
  const status = page.getByRole('status').filter({ hasText: `Pushed ${reference}` });
  await expect(status).toBeVisible();
  return (await manifestOf(reference)).digest;
}

/** The manifest that a registry holds, asked for as the seed documents do with curl. */
export async function manifestOf(
  reference: string,
): Promise<{ digest: string; text: string; type: string }> {
  const { host, repository, name } = split(reference);
  const response = await fetch(`http://${host}/v2/${repository}/manifests/${name}`, {
    headers: { Accept: 'application/vnd.oci.image.manifest.v1+json' },
  });
  if (!response.ok) throw new Error(`${reference}: ${response.status}`);
  return {
    digest: response.headers.get('docker-content-digest') ?? '',
    type: response.headers.get('content-type') ?? '',
    text: await response.text(),
  };
}

/** A blob that a registry holds. */
export async function blobOf(reference: string, digest: string): Promise<Buffer> {
  const { host, repository } = split(reference);
  const response = await fetch(`http://${host}/v2/${repository}/blobs/${digest}`);
  if (!response.ok) throw new Error(`${digest}: ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

function split(reference: string): { host: string; repository: string; name: string } {
  const [, host, repository, name] = /^([^/]+)\/(.+?)(?::([^:/]+))?$/.exec(reference) ?? [];
  if (!host || !repository) throw new Error(`no reference: ${reference}`);
  return { host, repository, name: name ?? 'latest' };
}

/** The links to the versions that a repository's page lists. */
export function versionLinks(page: Page): Locator {
  const region = page.getByRole('region', { name: 'Versions' });
  return region.getByRole('link').filter({ hasNotText: 'Copy all to' });
}
