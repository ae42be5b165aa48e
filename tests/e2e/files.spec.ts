/** The files of a chart: found, linked to by line, and linked to each other. */
import { join } from 'node:path';
import { writeFiles } from '../support/charts.ts';
import { aim, chooseFolder, expect, push, test } from './site.ts';

const HELPERS = `{{/* The name. */}}
{{- define "lights.name" -}}
{{ .Values.lamp.colour | default .Chart.Name }}
{{- end }}
`;
const LAMP = `kind: ConfigMap
metadata:
  name: {{ include "lights.name" . }}
data:
${Array.from({ length: 300 }, (_, i) => `  key${i}: value`).join('\n')}
`;

test('files are searched, lines have addresses, names lead to each other, one file is taken alone', async ({
  page,
  site,
  folder,
}) => {
  const many = Array.from({ length: 700 }, (_, i) => [`files/many/f${i}.txt`, `text ${i}\n`]);
  const chart = writeFiles(join(folder, 'lights'), {
    'Chart.yaml': 'apiVersion: v2\nname: lights\nversion: 1.0.0\n',
    'values.yaml': 'lamp:\n  colour: white\n',
    'templates/_helpers.tpl': HELPERS,
    'templates/lamp.yaml': LAMP,
    ...Object.fromEntries(many),
  });
  const reference = `${site.registry.host}/files/lights:1.0.0`;
  await page.goto(site.url);
  await chooseFolder(page, chart);
  await aim(page, reference);
  await push(page, reference);
  const address = `${site.url}/#/chart/${encodeURIComponent(reference)}/files`;
  const lamp = `${address}/templates%2Flamp.yaml`;

  // A link to lines marks them and has them in sight.
  await page.goto(`${lamp}?line=200-203`);
  const text = page.getByRole('region', { name: 'templates/lamp.yaml' });
  await expect(text.locator('.marker')).toBeInViewport();
  await expect(text.getByRole('link', { name: 'Line 200', exact: true })).toHaveAttribute(
    'href',
    /templates%2Flamp\.yaml\?line=200$/,
  );
  await text.getByRole('link', { name: 'Line 205', exact: true }).click();
  await expect(page).toHaveURL(`${lamp}?line=205`);
  await text.getByRole('link', { name: 'Line 208', exact: true }).click({ modifiers: ['Shift'] });
  await expect(page).toHaveURL(`${lamp}?line=205-208`);
  const line = page.getByRole('textbox', { name: 'Line' });
  await expect(line).toHaveValue('205-208');
  await line.fill('3');
  await line.press('Enter');
  await expect(page).toHaveURL(`${lamp}?line=3`);
  await page.goto(`${lamp}?line=9999`);
  await expect(page.getByText(/There is no line 9,999: the last is \d+\./)).toBeVisible();
  // What comes into sight and leaves it while the page is busy has links for its numbers as well.
  for (const there of [200, 3, 9999, 260]) await page.goto(`${lamp}?line=${there}`);
  await expect(text.getByRole('link', { name: 'Line 260', exact: true })).toBeInViewport();

  // From a use to the definition, from there to the value, and back to all uses. The folder around
  // what a link leads to is opened again.
  const tree = page.getByRole('tree', { name: 'Files' });
  await tree.getByRole('treeitem', { name: /^templates\// }).click();
  await expect(tree.getByRole('treeitem', { name: /^lamp\.yaml/ })).toHaveCount(0);
  await text.getByRole('link', { name: 'lights.name' }).click();
  await expect(page).toHaveURL(`${address}/templates%2F_helpers.tpl?line=2`);
  const helpers = page.getByRole('region', { name: 'templates/_helpers.tpl' });
  await expect(
    tree.getByRole('treeitem', { name: /^_helpers\.tpl/, selected: true }),
  ).toBeVisible();
  await helpers.getByRole('link', { name: 'lights.name' }).click();
  const found = page.getByRole('link', { name: 'templates/lamp.yaml:3' });
  await expect(found).toBeVisible();
  await expect(page.getByText('2 lines found, in 2 files').first()).toBeVisible();
  await found.click();
  await expect(text.locator('.marker')).toBeInViewport();
  await page.goBack();
  await page.goto(`${address}/templates%2F_helpers.tpl`);
  await helpers.getByRole('link', { name: '.Values.lamp.colour' }).click();
  await expect(page.getByRole('treeitem', { name: /colour: white/ })).toHaveAttribute(
    'aria-selected',
    'true',
  );

  // The tree is one stop, and holds any number of entries.
  await page.goto(`${address}?q=`);
  await tree.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('f699');
  const last = tree.getByRole('treeitem', { name: /f699\.txt/ });
  await expect(last).toBeVisible();
  await expect(last).toHaveAttribute('aria-setsize', '700');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'files/many/f699.txt' })).toContainText('text 699');
  expect(await tree.getByRole('treeitem').count()).toBeLessThan(120);
  await page.keyboard.press('ArrowLeft');
  await expect(tree.getByRole('treeitem', { name: /^many\// })).toBeVisible();

  // A search can be typed, is cut, and says so; what isn't there is said too.
  await page.keyboard.press('/');
  const search = page.getByRole('searchbox', { name: 'Search in files' });
  await expect(search).toBeFocused();
  await page.keyboard.type('TEXT');
  await expect(page.getByText('700 lines found, in 700 files').first()).toBeVisible();
  await search.fill('nowhere to be found');
  await expect(page.getByText('Nothing found').first()).toBeVisible();
  await search.fill('');

  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the file f699.txt' }).click();
  expect((await saved).suggestedFilename()).toBe('f699.txt');
  const opened = page.context().waitForEvent('page');
  await page.getByRole('button', { name: 'Raw' }).click();
  const raw = await opened;
  await expect(raw.locator('pre')).toHaveText('text 699');
  expect(await raw.evaluate(() => document.contentType)).toBe('text/plain');
});
