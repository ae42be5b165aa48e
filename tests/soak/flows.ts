/** What a person does with the page, each until the page says how it ended. */
import { expect, type Locator, type Page } from 'playwright/test';
import { NOTHING } from './beliefs.ts';
import {
  chooseFolder,
  editedChart,
  goTo,
  openVersions,
  someReference,
  type World,
} from './world.ts';

export type Flow = (page: Page, world: World) => Promise<void>;

/** How long the person waits for what is under way before they cancel it. */
const PATIENCE_MS = 8_000;

/** A page, or a part of one. */
type Place = Pick<Page, 'getByRole'>;

const button = (page: Place, name: string) => page.getByRole('button', { name, exact: true });
const field = (page: Place) => page.getByRole('textbox', { name: 'Reference', exact: true });
const alert = (page: Place) => page.getByRole('alert');

async function choose(page: Page, world: World): Promise<string> {
  await goTo(page, 'publish');
  const { path, name } = editedChart(world);
  await chooseFolder(page, path);
  await expect(page.getByRole('heading', { name: `${name} 1.0.0` })).toBeVisible();
  const digest = page.locator('dl.digests > div', { hasText: 'Manifest' }).locator('.value');
  return (await digest.getAttribute('title')) ?? '';
}

/** Waits for one of these; cancels what takes too long, and then waits again. */
async function ended(page: Place, ...ends: Locator[]): Promise<void> {
  const [first, ...others] = ends;
  if (!first) throw new Error('nothing to wait for');
  const any = others.reduce((all, one) => all.or(one), first).first();
  try {
    await any.waitFor({ timeout: PATIENCE_MS });
  } catch {
    await button(page, 'Cancel')
      .first()
      .click({ timeout: 1_000 })
      .catch(() => undefined);
    await any.waitFor({ timeout: 20_000 });
  }
}

/** Presses Push and waits for the end; `sure` or `perhaps` is then known of the tag. */
async function pushTo(page: Place, world: World, reference: string, digest: string): Promise<void> {
  const { tags, random } = world;
  await field(page).fill(reference);
  const status = page.getByRole('status');
  const pushed = status.filter({ hasText: `Pushed ${reference}` });
  const cancelled = status.filter({ hasText: 'Cancelled.' });
  await button(page, 'Push').click();
  await ended(page, pushed, cancelled, alert(page));
  const insist = button(page, 'Push anyway');
  if ((await insist.isVisible()) && random.chance(0.6)) {
    await insist.click();
    await expect(insist).toBeHidden();
    await ended(page, pushed, cancelled, alert(page));
  }
  if (await pushed.isVisible()) tags.sure(reference, digest);
  else if (!(await insist.isVisible())) tags.perhaps(reference, digest);
}

const publish: Flow = async (page, world) => {
  const digest = await choose(page, world);
  await pushTo(page, world, someReference(world), digest);
};

const keep: Flow = async (page, world) => {
  const digest = await choose(page, world);
  const reference = someReference(world);
  await field(page).fill(reference);
  await button(page, 'Keep in this browser').click();
  await page
    .getByRole('status')
    .filter({ hasText: `Kept in this browser as ${reference}` })
    .waitFor();
  world.kept.sure(reference, digest);
};

/** Pulls a chart, looks at all of it, and keeps or downloads it. */
const pull: Flow = async (page, world) => {
  const reference = world.tags.held[0] ?? someReference(world);
  await goTo(page, 'pull');
  await field(page).fill(reference);
  await button(page, 'Pull').click();
  const save = button(page, 'Download .tgz');
  await ended(page, save, alert(page));
  if (!(await save.isVisible())) return;
  const panel = page.getByRole('tabpanel');
  const look = async (tab: string) => {
    await page.getByRole('tab', { name: tab }).click();
    await panel.waitFor();
  };
  for (const tab of ['Values', 'Files', 'Versions', 'Overview', 'Manifest']) await look(tab);
  const stored = panel.locator('.blob').filter({ hasText: /^\s*Manifest/ });
  const manifest = (await stored.getByRole('link').textContent()) ?? '';
  const download = page.waitForEvent('download');
  await save.click();
  await (await download).delete();
  await button(page, 'Keep in this browser').click();
  await page
    .getByRole('status')
    .filter({ hasText: `Kept in this browser as ${reference}` })
    .waitFor();
  world.kept.sure(reference, manifest);
};

/** The row of a chart in the library. */
async function row(page: Page, { kept, random }: World) {
  await goTo(page, 'library');
  const [first, ...others] = kept.held;
  if (first === undefined) return undefined;
  const name = random.pick([first, ...others]);
  const [digest = NOTHING] = kept.of(name);
  // A chart's row holds its newest version, and the rows of the others below it.
  const found = page.locator('.kept').filter({ has: page.getByText(name, { exact: true }) });
  // What the other tab does to the library may come in between.
  await expect(async () => {
    await openVersions(page);
    await expect(found).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  return { name, digest, found };
}

/** Pushes a chart from the library; now and then looks elsewhere until the header tells the end. */
const pushOn: Flow = async (page, world) => {
  const chosen = await row(page, world);
  if (!chosen) return;
  const { found, digest } = chosen;
  // It is open already where an earlier push is under way.
  if (!(await field(found).isVisible())) await button(found, 'Push…').click();
  const reference = someReference(world);
  if (world.random.chance(0.5)) return pushTo(found, world, reference, digest);
  await field(found).fill(reference);
  await button(found, 'Push').click();
  await goTo(page, 'pull');
  world.tags.perhaps(reference, digest);
  const line = page.getByRole('banner').getByRole('button');
  await expect(line.filter({ hasText: 'under way' })).toHaveCount(0, { timeout: 60_000 });
  await dismissAll(page);
};

/** Puts aside what the header tells. */
export async function dismissAll(page: Page): Promise<void> {
  const line = page.getByRole('banner').getByRole('button');
  while (await line.first().isVisible()) {
    const dismiss = page.getByRole('button', { name: /^Dismiss:/ }).first();
    if (!(await dismiss.isVisible())) await line.first().click();
    await dismiss.click();
  }
}

const remove: Flow = async (page, world) => {
  const chosen = await row(page, world);
  if (!chosen) return;
  await chosen.found.getByRole('button', { name: 'Remove' }).click();
  await page
    .getByRole('status')
    .filter({ hasText: `Removed ${chosen.name}` })
    .waitFor();
  world.kept.sure(chosen.name, NOTHING);
  if (world.random.chance(0.5)) return;
  await button(page, 'Undo').click();
  await chosen.found.waitFor();
  world.kept.sure(chosen.name, chosen.digest);
};

/** Deletes a version, and with it every tag of the same content. */
const deleteVersion: Flow = async (page, world) => {
  const [reference] = world.tags.held;
  if (reference === undefined) return;
  const [, repository = '', tag = ''] = /^[^/]+\/(.+):([^:]+)$/.exec(reference) ?? [];
  await goTo(
    page,
    `registry/${encodeURIComponent(world.host)}/repository/${encodeURIComponent(repository)}`,
  );
  const opener = page.getByRole('button', { name: `Delete ${tag}…` });
  await ended(page, opener, alert(page));
  if (!(await opener.isVisible())) return;
  await opener.click();
  const confirm = page.getByRole('textbox', { name: `Type ${tag} to delete it` });
  await ended(page, confirm, alert(page));
  if (!(await confirm.isVisible())) return;
  await confirm.fill(tag);
  await button(page, 'Delete').click();
  const done = page.getByRole('status').filter({ hasText: /^Deleted/ });
  await ended(page, done, alert(page));
  const meant = world.tags.of(reference);
  for (const name of world.tags.names.filter((one) => one.includes(`/${repository}:`))) {
    const same = [...world.tags.of(name)].some((meaning) => meant.has(meaning));
    if (same) world.tags.perhaps(name, NOTHING);
  }
  if (await done.isVisible()) world.tags.sure(reference, NOTHING);
};

const check: Flow = async (page, world) => {
  await goTo(page, `registry/${encodeURIComponent(world.host)}/check`);
  await button(page, 'Check again').and(page.locator(':not([aria-disabled="true"])')).waitFor();
};

/** Goes on without a network: what is kept is there, what isn't is told, and then all is well. */
const offline: Flow = async (page, world) => {
  await world.context.setOffline(true);
  try {
    await row(page, world);
    const digest = await choose(page, world);
    const reference = someReference(world);
    await field(page).fill(reference);
    await button(page, 'Push').click();
    await alert(page).first().waitFor();
    world.tags.perhaps(reference, digest);
  } finally {
    await world.context.setOffline(false);
  }
};

const look: Flow = async (page) => {
  for (const view of ['publish', 'pull', 'library', 'registries']) await goTo(page, view);
};

export const FLOWS: [Flow, ...Flow[]] = [
  publish,
  publish,
  keep,
  pull,
  pull,
  pushOn,
  remove,
  deleteVersion,
  check,
  offline,
  look,
];
