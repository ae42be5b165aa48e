import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, type BrowserContext, type Page } from 'playwright/test';
import type { FaultProxy } from '../faults/proxy.ts';
import type { Random } from '../faults/random.ts';
import { writeChart } from '../support/charts.ts';
import type { RunningRegistry } from '../support/registry.ts';
import { Beliefs, NOTHING } from './beliefs.ts';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const NAMES: [string, ...string[]] = ['brig', 'ketch', 'sloop', 'yawl'];

/** All that the person acts upon, and what they know of it. */
export interface World {
  random: Random;
  /** The address of the site. */
  url: string;
  /** The registry by the name that the page knows it by: the proxy that breaks things. */
  host: string;
  registry: RunningRegistry;
  proxy: FaultProxy;
  context: BrowserContext;
  folder: string;
  tags: Beliefs;
  kept: Beliefs;
}

/** A chart's folder, as one of a few edits has left it. */
export function editedChart({ random, folder }: World): { path: string; name: string } {
  const name = random.pick(NAMES);
  const path = writeChart(join(folder, name), {
    name,
    files: {
      'values.yaml': `replicas: ${random.below(3)}\n`,
      'README.md': `# ${name}\n\n${'A ship with masts. '.repeat(200)}\n`,
    },
  });
  return { path, name };
}

/** A reference that may be taken already. */
export function someReference({ random, host }: World): string {
  return `${host}/soak/${random.pick(NAMES)}:${random.pick(['1', '2', '3'])}`;
}

/** Looks into the registry, past everything that breaks things: what is wrong with it. */
export async function inspectRegistry({ tags, host, registry }: World): Promise<string[]> {
  const wrong: string[] = [];
  for (const reference of tags.names) {
    const [, repository = '', tag = ''] = /^[^/]+\/(.+):([^:]+)$/.exec(reference) ?? [];
    const base = `${registry.url}/v2/${repository}`;
    const answer = await fetch(`${base}/manifests/${tag}`, { headers: { Accept: MANIFEST } });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const doubt = tags.doubt(reference, answer.ok ? digestOf(bytes) : NOTHING);
    if (doubt) wrong.push(doubt.replaceAll(host, registry.host));
    if (!answer.ok) continue;
    const { config, layers } = JSON.parse(bytes.toString()) as {
      config: { digest: string };
      layers: { digest: string }[];
    };
    for (const { digest } of [config, ...layers]) {
      const blob = Buffer.from(await (await fetch(`${base}/blobs/${digest}`)).arrayBuffer());
      if (digestOf(blob) !== digest) wrong.push(`${reference}: the blob ${digest} isn't right`);
    }
  }
  return wrong;
}

/** Compares the library, as a page lists it, with what should be in it. */
export async function inspectLibrary(page: Page, { kept }: World): Promise<string[]> {
  await goTo(page, 'library');
  await expect(
    page.getByRole('region', { name: 'Kept charts' }).or(page.getByText('Nothing is kept yet')),
  ).toBeVisible();
  const listed = page.getByRole('region', { name: 'Kept charts' }).locator('.reference');
  const names = async () => {
    await openVersions(page);
    return new Set(await listed.allTextContents());
  };
  const wrong = (shown: Set<string>) => [
    ...kept.held.filter((name) => !shown.has(name)).map((name) => `${name} isn't listed`),
    ...[...shown].filter((name) => isNothing(kept, name)).map((name) => `${name} is listed still`),
    ...[...shown].filter((name) => name.includes('damaged')),
  ];
  // Changes of the other tab come a moment later.
  await expect.poll(async () => wrong(await names()), { timeout: 10_000 }).toEqual([]);
  return wrong(await names());
}

/** Opens all versions in the library: of each chart only the newest is there at first. */
export async function openVersions(page: Page): Promise<void> {
  const closed = page.getByRole('button', { name: 'more version', expanded: false });
  while (await closed.first().isVisible()) await closed.first().click();
}

function isNothing(kept: Beliefs, name: string): boolean {
  const believed = kept.of(name);
  return believed.size === 1 && believed.has(NOTHING);
}

/**
 * Chooses a folder. Playwright's own setInputFiles never lets go of the input, and with it of the
 * page that it was on, which would look like growth of ours.
 */
export async function chooseFolder(page: Page, path: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const expression = 'document.querySelector("input[webkitdirectory]")';
  const { result } = await session.send('Runtime.evaluate', { expression });
  if (!result.objectId) throw new Error('the page has no input for folders');
  await session.send('DOM.setFileInputFiles', { files: [path], objectId: result.objectId });
  await session.detach();
}

/** Goes to another view, as a link would, in the tab in front: others take no folder. */
export async function goTo(page: Page, view: string): Promise<void> {
  await page.bringToFront();
  await page.evaluate((hash) => (location.hash = hash), `#/${view}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
