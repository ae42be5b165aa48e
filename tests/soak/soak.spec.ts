/**
 * A person at random, in two tabs, behind a proxy that breaks things: every flow, offline, reloads
 * and crashes, all of it as the seed has it. All along the registry and the library hold what the
 * page has said, and the tab that is never left holds no more than at the beginning.
 *
 *   SOAK_MINUTES=30 SOAK_SEED=7 npm run test:soak
 */
import type { BrowserContext, Page } from 'playwright/test';
import { startFaultProxy } from '../faults/proxy.ts';
import { Random } from '../faults/random.ts';
import { writeChart } from '../support/charts.ts';
import { startNginx } from '../support/nginx.ts';
import { startRegistry } from '../support/registry.ts';
import { expect, test } from '../e2e/site.ts';
import { Beliefs } from './beliefs.ts';
import { dismissAll, FLOWS } from './flows.ts';
import { countObjectUrls, grown, read, type Gauges } from './gauges.ts';
import { chooseFolder, goTo, inspectLibrary, inspectRegistry, type World } from './world.ts';

const MINUTES = Number(process.env['SOAK_MINUTES'] ?? 0.75);
const SEED = Number(process.env['SOAK_SEED'] ?? 1);
/** Steps between two looks at everything. */
const STRETCH = 12;
/** The short part is as long on every machine. */
const MOST_STEPS = process.env['SOAK_MINUTES'] ? Infinity : 60;
/** Steps before the first measurement. */
const WARM = 2 * STRETCH;

test(`a person at random for ${MINUTES} minutes, seed ${SEED}`, async ({ context, folder }) => {
  test.setTimeout((MINUTES + 4) * 60_000);
  const registry = await startRegistry();
  const proxy = await startFaultProxy(registry.url, { closesPart: false });
  const nginx = await startNginx({
    root: process.env['CHARTROOM_DIST'] ?? 'dist',
    registries: { [proxy.host]: proxy.url.replace('localhost', '127.0.0.1') },
  });
  await context.addInitScript(countObjectUrls);
  const random = new Random(SEED);
  const world: World = {
    random,
    url: nginx.url,
    host: proxy.host,
    registry,
    proxy,
    context,
    folder,
    tags: new Beliefs(),
    kept: new Beliefs(),
  };
  const errors: string[] = [];
  const still = await openTab(context, nginx.url, errors);
  let other = await openTab(context, nginx.url, errors);
  const rest = writeChart(`${folder}/rest`, { name: 'rest' });

  // Every flow once, in good weather, so that there is something in the registry and the library.
  for (const flow of new Set(FLOWS)) await flow(still, world);
  let before: Gauges | undefined;

  const end = Date.now() + MINUTES * 60_000;
  for (let steps = 1; steps <= MOST_STEPS && (steps <= WARM || Date.now() < end); steps++) {
    if (random.chance(0.4)) proxy.begin(SEED + steps, random.pick([0.03, 0.1, 0.25]));
    const flow = random.pick(FLOWS);
    if (random.chance(0.6)) await flow(still, world);
    else {
      await flow(other, world);
      if (random.chance(0.25)) other = await leave(other, world, errors);
    }
    proxy.end();
    if (steps % STRETCH === 0) {
      expect(await inspectRegistry(world), `after step ${steps}`).toEqual([]);
      expect(await inspectLibrary(still, world), `after step ${steps}`).toEqual([]);
      const gauges = await atRest(still, rest);
      console.log(line(steps, gauges));
      // What is loaded, compiled or made but once isn't growth; failures have such things too.
      if (steps === WARM) before = gauges;
    }
  }
  expect(await inspectRegistry(world)).toEqual([]);
  expect(await inspectLibrary(still, world)).toEqual([]);
  const after = await atRest(still, rest);
  console.log(line(Infinity, after));
  if (!before) throw new Error(`the time was too short for ${WARM} steps`);
  expect(grown(before, after)).toEqual([]);
  expect(errors).toEqual([]);
  await nginx.stop();
  await proxy.stop();
  await registry.stop();
});

async function openTab(context: BrowserContext, url: string, errors: string[]): Promise<Page> {
  const page = await context.newPage();
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('dialog', (dialog) => void dialog.accept());
  await page.goto(url);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

/** Leaves a tab by a reload, or by a crash, and comes back. */
async function leave(page: Page, { random, context, url }: World, errors: string[]): Promise<Page> {
  if (random.chance(0.5)) {
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  }
  const session = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  session.send('Page.crash').catch(() => undefined);
  await crashed;
  await page.close();
  return openTab(context, url, errors);
}

/** What the tab holds with nothing chosen but one small chart, and nothing under way. */
async function atRest(page: Page, rest: string): Promise<Gauges> {
  await dismissAll(page);
  await goTo(page, 'publish');
  await chooseFolder(page, rest);
  await expect(page.getByRole('heading', { name: 'rest 1.0.0' })).toBeVisible();
  await goTo(page, 'registries');
  await read(page);
  return read(page);
}

function line(steps: number, { heap, nodes, documents, workers, urls }: Gauges): string {
  const at = Number.isFinite(steps) ? `after ${steps} steps` : 'at the end';
  const size = (heap / 1e6).toFixed(2);
  return `${at}: ${size} MB, ${nodes} nodes, ${documents} documents, ${workers} workers, ${urls} object URLs`;
}
