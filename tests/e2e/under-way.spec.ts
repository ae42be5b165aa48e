import type { Page, Route } from 'playwright/test';
import { writeChart } from '../support/charts.ts';
import { aim, chooseFolder, expect, manifestOf, push, test } from './site.ts';

const line = (page: Page) => page.getByRole('banner').getByRole('button');
const list = (page: Page) => page.getByRole('region', { name: 'Under way' });
const go = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('link', { name }).click();

/** Holds every upload that begins until it is told how to answer. */
async function holdUploads(page: Page) {
  const held: Route[] = [];
  let refusing = false;
  const refuse = (route: Route) => route.fulfill({ status: 403 });
  const take = (route: Route) => (refusing ? refuse(route) : void held.push(route));
  await page.route('**/blobs/uploads/**', take);
  return {
    held,
    /** Refuses these and all that follow, until `end`. */
    async refuse() {
      refusing = true;
      await Promise.all(held.map(refuse));
    },
    async letGo() {
      await Promise.all(held.map((route) => route.continue()));
      await this.end();
    },
    end: () => page.unroute('**/blobs/uploads/**', take),
  };
}

async function keep(page: Page, folder: string, reference: string): Promise<void> {
  await chooseFolder(page, folder);
  await page.getByRole('textbox', { name: 'Reference' }).fill(reference);
  await page.getByRole('button', { name: 'Keep in this browser' }).click();
  await expect(page.getByRole('status').filter({ hasText: /^Kept/ })).toBeVisible();
}

test('a push from the library goes on when its page is left, and is found again', async ({
  page,
  site,
  folder,
}) => {
  writeChart(folder, { name: 'tender' });
  const kept = `${site.registry.host}/voyages/tender:1.0.0`;
  const reference = `${site.registry.host}/voyages/elsewhere:1.0.0`;
  await page.goto(site.url);
  await keep(page, folder, kept);
  await go(page, 'Library');
  const uploads = await holdUploads(page);
  await page.getByRole('button', { name: 'Push…' }).click();
  await page.getByRole('textbox', { name: 'Reference' }).fill(reference);
  await page.getByRole('button', { name: 'Push', exact: true }).click();
  await expect.poll(() => uploads.held.length).toBeGreaterThan(0);
  const requests = uploads.held.length;

  await go(page, 'Registries');
  await expect(line(page)).toHaveText('1 under way');
  await line(page).click();
  await expect(list(page).getByRole('progressbar', { name: `Pushing ${reference}` })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(list(page)).toBeHidden();

  // Its page shows it as it stands, on the chart's own page as well, and begins no second one.
  await go(page, 'Library');
  await expect(page.getByRole('status').filter({ hasText: `Pushing ${reference}` })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Cancel', exact: true })).toBeVisible();
  await page.getByRole('textbox', { name: 'Reference' }).press('Enter');
  await page.getByRole('link', { name: 'tender', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'tender 1.0.0' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Cancel', exact: true })).toBeVisible();
  await page.getByRole('textbox', { name: 'Reference' }).press('Enter');
  expect(uploads.held.length).toBe(requests);

  // It fails while another page is shown.
  await go(page, 'Pull');
  await uploads.refuse();
  await expect(line(page)).toHaveText('1 failed');
  await expect(page.locator('[aria-live]').filter({ hasText: '1 failed' })).toHaveCount(1);
  await line(page).click();
  await expect(list(page)).toContainText(`Not pushed: ${reference}`);
  await expect(list(page)).toContainText('(HTTP 403)');
  await list(page).getByRole('link', { name: 'Open' }).click();
  await expect(page.getByRole('alert')).toContainText('(HTTP 403)');
  await expect(line(page)).toHaveCount(0);

  await uploads.end();
  await push(page, reference);
  expect((await manifestOf(reference)).digest).toMatch(/^sha256:/);
});

test('what is under way is cancelled from the header, and nothing is left to tell', async ({
  page,
  site,
  folder,
}) => {
  writeChart(folder, { name: 'pinnace' });
  const reference = `${site.registry.host}/voyages/pinnace:1.0.0`;
  await page.goto(site.url);
  await chooseFolder(page, folder);
  await aim(page, reference);
  const uploads = await holdUploads(page);
  await page.getByRole('button', { name: 'Push', exact: true }).click();
  await expect.poll(() => uploads.held.length).toBeGreaterThan(0);
  await go(page, 'Library');
  await line(page).click();
  await list(page)
    .getByRole('button', { name: `Cancel: Pushing ${reference}` })
    .click();
  await expect(line(page)).toHaveCount(0);
  await expect(page.getByRole('main')).toBeFocused();
  await go(page, 'Publish');
  await expect(page.getByRole('status').filter({ hasText: 'Cancelled.' })).toBeVisible();
});

test('other charts are chosen during a push, which goes on', async ({ page, site, folder }) => {
  writeChart(`${folder}/launch`, { name: 'launch' });
  writeChart(`${folder}/dinghy`, { name: 'dinghy' });
  const reference = `${site.registry.host}/voyages/launch:1.0.0`;
  await page.goto(site.url);
  await chooseFolder(page, `${folder}/launch`);
  await aim(page, reference);
  const uploads = await holdUploads(page);
  await page.getByRole('button', { name: 'Push', exact: true }).click();
  await expect.poll(() => uploads.held.length).toBeGreaterThan(0);
  await page.getByLabel('Chart folder').setInputFiles(`${folder}/dinghy`);
  await expect(page.getByRole('heading', { name: 'dinghy 1.0.0' })).toBeVisible();
  await expect(line(page)).toHaveText('1 under way');
  await uploads.letGo();
  await expect(line(page)).toHaveText('1 done');
  await line(page).click();
  await expect(list(page)).toContainText(`Pushed ${reference}`);
  await list(page).getByRole('button', { name: 'Dismiss' }).click();
  await expect(line(page)).toHaveCount(0);
  expect((await manifestOf(reference)).digest).toMatch(/^sha256:/);
});

test('the list of what is under way stays open, and has the focus, when some of it ends', async ({
  page,
  site,
  folder,
}) => {
  const [one, other] = ['yawl', 'ketch'].map((name) => {
    writeChart(`${folder}/${name}`, { name });
    return { path: `${folder}/${name}`, reference: `${site.registry.host}/voyages/${name}:1.0.0` };
  });
  if (!one || !other) throw new Error('there are two charts');
  await page.goto(site.url);
  const uploads = await holdUploads(page);
  for (const { path, reference } of [one, other]) {
    await page.getByLabel('Chart folder').setInputFiles(path);
    await expect(page.getByRole('textbox', { name: 'Reference' })).toHaveValue(/yawl|ketch/);
    await aim(page, reference);
    const before = uploads.held.length;
    await page.getByRole('button', { name: 'Push', exact: true }).click();
    await expect.poll(() => uploads.held.length).toBeGreaterThan(before);
  }
  await go(page, 'Library');
  await expect(line(page)).toHaveText('2 under way');
  await line(page).click();
  await list(page)
    .getByRole('button', { name: `Cancel: Pushing ${one.reference}` })
    .click();
  await expect(line(page).first()).toHaveText('1 under way');
  await expect(list(page)).toBeFocused();
  await uploads.letGo();
  await expect(line(page).first()).toHaveText('1 done');
  await expect(list(page)).toContainText(`Pushed ${other.reference}`);
});

test('a deletion that fails after its page was left is told', async ({ page, site, folder }) => {
  writeChart(folder, { name: 'gig' });
  const reference = `${site.registry.host}/voyages/gig:1.0.0`;
  await page.goto(site.url);
  await chooseFolder(page, folder);
  await aim(page, reference);
  await push(page, reference);
  await page.getByRole('link', { name: 'Open its page' }).click();
  await page.getByRole('button', { name: 'Delete…' }).click();
  const held: Route[] = [];
  await page.route('**/manifests/**', (route) =>
    route.request().method() === 'DELETE' ? void held.push(route) : route.continue(),
  );
  await page.getByRole('textbox', { name: 'Type 1.0.0 to delete it' }).fill('1.0.0');
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect.poll(() => held.length).toBe(1);
  await go(page, 'Library');
  await expect(line(page)).toHaveText('1 under way');
  await held[0]?.fulfill({ status: 403 });
  await expect(line(page)).toHaveText('1 failed');
  await line(page).click();
  await expect(list(page)).toContainText(`Not deleted: ${reference}`);
  await list(page).getByRole('link', { name: 'Open' }).click();
  await expect(page.getByRole('form', { name: 'Delete 1.0.0' })).toBeVisible();
  await expect(page.getByRole('alert')).toBeVisible();
});

test('what is removed from the library is nowhere said to be kept', async ({
  page,
  site,
  context,
  folder,
}) => {
  writeChart(folder, { name: 'cutter' });
  const reference = `${site.registry.host}/voyages/cutter:1.0.0`;
  await page.goto(site.url);
  await keep(page, folder, reference);
  const other = await context.newPage();
  await other.goto(`${site.url}/#/library`);
  await other.getByRole('button', { name: 'Remove' }).click();
  await expect(other.getByRole('status').filter({ hasText: 'Removed' })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'Kept in this browser' })).toHaveCount(0);

  await page.getByRole('button', { name: 'Keep in this browser' }).click();
  await expect(page.getByRole('status').filter({ hasText: /^Kept/ })).toBeVisible();
  await go(page, 'Library');
  await page.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Removed' })).toBeVisible();
  await go(page, 'Publish');
  await expect(page.getByRole('heading', { name: 'cutter 1.0.0' })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'Kept in this browser' })).toHaveCount(0);
});
