import type { Page } from 'playwright/test';
import { expect, test } from './site.ts';

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });

test('keys go places and list themselves, but not while text is typed or if they are off', async ({
  page,
  site,
}) => {
  await page.goto(`${site.url}/#/pull`);
  await expect(heading(page, 'Pull')).toBeVisible();
  await page.keyboard.press('?');
  await expect(heading(page, 'Keys and display')).toBeFocused();
  await expect(page.getByRole('row', { name: 'g then r' })).toContainText('Go to Registries');

  for (const [key, name] of [
    ['l', 'Library'],
    ['r', 'Registries'],
    ['p', 'Publish'],
    ['u', 'Pull'],
  ] as const) {
    await page.keyboard.press('g');
    await page.keyboard.press(key);
    await expect(heading(page, name)).toBeVisible();
  }
  await page.getByRole('textbox', { name: 'Reference' }).fill('');
  await page.keyboard.type('g?gl');
  await expect(page.getByRole('textbox', { name: 'Reference' })).toHaveValue('g?gl');
  await expect(heading(page, 'Pull')).toBeVisible();

  await page.getByRole('link', { name: 'Keys and display' }).click();
  await page.getByRole('checkbox', { name: 'Single keys do something' }).uncheck();
  await page.reload();
  await heading(page, 'Keys and display').focus();
  await page.keyboard.type('gl');
  await expect(heading(page, 'Keys and display')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'Single keys do something' })).not.toBeChecked();
});

test('day and night are chosen beside the system’s, and remembered', async ({ page, site }) => {
  const background = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(`${site.url}/#/keys`);
  await page.getByRole('radio', { name: 'Night' }).check();
  expect(await background()).toBe('dark');
  await page.reload();
  await expect(page.getByRole('radio', { name: 'Night' })).toBeChecked();
  expect(await background()).toBe('dark');
  await page.getByRole('radio', { name: 'As the system' }).check();
  expect(await background()).toBe('light dark');
});
