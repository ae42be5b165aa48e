import { MYCHART } from '../support/charts.ts';
import { stockChart } from '../support/stock.ts';
import { expect, test } from './site.ts';

/** The most files that a page may ask its site for until it stands: each one costs a round trip. */
const MOST_FILES = 20;

test('a first chart, and a page of a chart, need few files', async ({ page, site }) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    // Through the site's proxy the registry answers, not the site.
    if (url.startsWith(site.url) && !url.includes('/registry/')) asked.push(url);
  });
  await page.goto(site.url);
  await page.getByLabel('Chart folder').setInputFiles(MYCHART);
  await expect(page.getByLabel('Reference')).toBeVisible();
  expect(asked.length, asked.join('\n')).toBeLessThanOrEqual(MOST_FILES);

  const reference = `${site.registry.host}/first/mychart:2.7.1`;
  await stockChart(MYCHART, [reference]);
  await page.goto('about:blank');
  asked.length = 0;
  await page.goto(`${site.url}#/chart/${reference}`);
  await expect(page.getByRole('tab', { name: 'Values' })).toBeVisible();
  expect(asked.length, asked.join('\n')).toBeLessThanOrEqual(MOST_FILES);
});
