import { readFileSync } from 'node:fs';
import { expect, test } from './site.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

test('the footer leads to version, licence, source and what is new', async ({ page, site }) => {
  await page.goto(`${site.url}/#/pull`);
  const footer = page.getByRole('contentinfo');
  const name = `Chartroom ${version}: licence, source, what is new`;
  await footer.getByRole('link', { name }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'About Chartroom' })).toBeFocused();
  const facts = page.locator('main dl');
  await expect(facts).toContainText(version);
  await expect(facts).toContainText('Apache 2.0');
  await expect(facts.locator('dt')).toContainText(['Version', 'Licence', 'Source']);
  await expect(page.getByRole('heading', { level: 2, name: 'What is new' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 3, name: version, exact: true })).toBeVisible();
  const [, point = ''] = /^- (.+)$/m.exec(readFileSync('CHANGELOG.md', 'utf8')) ?? [];
  await expect(
    page.getByRole('listitem').filter({ hasText: point.replaceAll('`', '') }),
  ).toBeVisible();
});
