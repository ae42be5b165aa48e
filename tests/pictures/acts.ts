/** What several scenes begin with. */
import type { Page } from 'playwright/test';
import { stockChart } from '../support/stock.ts';
import { documented } from './charts.ts';
import type { Stage } from './stage.ts';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** A place that a scene has for itself in each of its sizes. */
export function unused(page: Page, stage: Stage, name: string): string {
  const { width = 0 } = page.viewportSize() ?? {};
  return `${stage.registry.host}/${name}-${width}`;
}

export async function open(page: Page, stage: Stage, hash = 'publish'): Promise<void> {
  await page.goto(`${stage.url}/#/${hash}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

export async function choose(page: Page, stage: Stage, ...paths: string[]): Promise<void> {
  await open(page, stage);
  const input = paths[0]?.endsWith('.tgz') ? 'Chart archives' : 'Chart folder';
  await page.getByLabel(input).setInputFiles(paths.length > 1 ? paths : (paths[0] ?? []));
}

/** Pushes the chosen chart, and replaces what the tag holds. */
export async function push(page: Page, reference?: string): Promise<void> {
  if (reference) await page.getByRole('textbox', { name: 'Reference' }).fill(reference);
  await button(page, 'Push').click();
  const pushed = page.getByRole('status').filter({ hasText: 'Pushed' });
  const insist = button(page, 'Push anyway');
  await pushed.or(insist).waitFor();
  if (await insist.isVisible()) await insist.click();
  await pushed.waitFor();
}

/** Puts the chart with a README into the registry, and tells where. */
export async function stock(stage: Stage): Promise<string> {
  const reference = `${stage.registry.host}/charts/lighthouse:1.4.2`;
  await stockChart(documented(stage.folder()), [reference]);
  return reference;
}

/** Gives what is at `reference` further tags; `change` makes another manifest of it first. */
export async function tag(reference: string, tags: string[], change?: object): Promise<void> {
  const [, host, repository, name] = /^([^/]+)\/(.+):([^:]+)$/.exec(reference) ?? [];
  const manifests = `http://${host}/v2/${repository}/manifests`;
  const stored = await fetch(`${manifests}/${name}`, { headers: { Accept: MANIFEST } });
  const text = await stored.text();
  const body = change ? JSON.stringify({ ...(JSON.parse(text) as object), ...change }) : text;
  for (const other of tags) {
    const headers = { 'Content-Type': MANIFEST };
    await fetch(`${manifests}/${other}`, { method: 'PUT', headers, body });
  }
}

/** Waits until a part of three megabytes has come or gone. */
export const underWay = (page: Page) =>
  page.getByText(/^(?:[3-9]\d\d kB|[12]\.\d MB) of 3\.0 MB$/).waitFor();

/** A line on which megabytes take a while. */
export async function slowDown(page: Page, bytesPerSecond: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  });
}
