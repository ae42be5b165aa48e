/** Two tabs of one browser that do the same at the same time. */
import type { Page } from 'playwright/test';
import { writeChart } from '../support/charts.ts';
import { aim, chooseFolder, expect, manifestOf, test } from './site.ts';

test('pushes to one tag from two tabs take turns, and the second is asked before it replaces the first', async ({
  page,
  context,
  site,
  folder,
}) => {
  const reference = `${site.registry.host}/two-tabs/sample:1.0.0`;
  const prepare = async (tab: Page, name: string) => {
    await tab.goto(site.url);
    const chart = writeChart(`${folder}/${name}`, {
      files: {
        'values.yaml': `tab: ${name}
`,
      },
    });
    await chooseFolder(tab, chart);
    await aim(tab, reference, 'direct');
    // What is asked before a push isn't a part of it.
    await expect(tab.getByText('1.0.0 is free there')).toBeVisible();
  };
  await prepare(page, 'first');
  const second = await context.newPage();
  await prepare(second, 'second');
  // The first push stops before its tag is set, until the second has begun.
  let goOn = () => {};
  const held = new Promise<void>((resolve) => (goOn = resolve));
  const isAtTheTag = new Promise<void>((resolve) => {
    void page.route('**/manifests/1.0.0', async (route) => {
      if (route.request().method() === 'PUT') {
        resolve();
        await held;
      }
      await route.continue();
    });
  });
  const sent: string[] = [];
  second.on('request', (request) => {
    if (request.url().includes('/v2/')) sent.push(request.method());
  });
  await pushButton(page).click();
  await isAtTheTag;
  await pushButton(second).click();
  await expect(second.getByText(`Waiting for another push to ${reference}`).first()).toBeVisible();
  expect(sent).toEqual([]);
  goOn();
  await expect(page.getByRole('status').filter({ hasText: `Pushed ${reference}` })).toBeVisible();
  const first = (await manifestOf(reference)).digest;
  await expect(second.getByRole('alert')).toContainText('holds other content');
  expect(sent).not.toContain('PUT');
  expect((await manifestOf(reference)).digest).toBe(first);

  await second.getByRole('button', { name: 'Push anyway' }).click();
  await expect(second.getByRole('status').filter({ hasText: `Pushed ${reference}` })).toBeVisible();
  expect((await manifestOf(reference)).digest).not.toBe(first);
});

function pushButton(page: Page) {
  return page.getByRole('button', { name: 'Push', exact: true });
}
