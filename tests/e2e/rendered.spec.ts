/** What a chart renders to: as Helm prints it, with the values that a person types. */
import { join } from 'node:path';
import { writeChart } from '../support/charts.ts';
import { stockChart } from '../support/stock.ts';
import { expect, test } from './site.ts';

const LIGHTS = {
  'values.yaml':
    '# -- How many lamps\nreplicas: 1\nlamp:\n  colour: white\nadmin:\n  password: ""\n',
  'values.schema.json': JSON.stringify({
    properties: { replicas: { type: 'integer', minimum: 1 } },
  }),
  'ci/red-values.yaml': 'lamp:\n  colour: red\n',
  'templates/deployment.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ .Release.Name }}-lamp\nspec:\n  replicas: {{ .Values.replicas }}\n  colour: {{ .Values.lamp.colour }}\n',
  'templates/fail.yaml': '{{- if .Values.boom }}\n\n  {{ fail "it went out" }}\n{{- end }}\n',
  'templates/job.yaml':
    'apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: check\n  annotations: {"helm.sh/hook": test}\n',
  'templates/NOTES.txt': 'It burns {{ .Values.lamp.colour }} in {{ .Release.Namespace }}.\n',
};

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('a chart is rendered as values are typed, and a link shows the same', async ({
  page,
  site,
  folder,
}) => {
  const reference = `${site.registry.host}/rendered/lights:1.0.0`;
  const chart = writeChart(join(folder, 'lights'), { name: 'lights', files: LIGHTS });
  await stockChart(chart, [reference]);
  const address = `${site.url}/#/chart/${encodeURIComponent(reference)}`;
  await page.goto(`${address}/files/templates%2Fdeployment.yaml`);
  const values = page.getByRole('textbox', { name: 'Your values' });
  const object = (name: RegExp) => page.getByRole('button', { name });

  // From a template to what it makes, and from there to all.
  await page.getByRole('link', { name: 'What it renders to' }).click();
  await expect(object(/^Deployment release-name-lamp/)).toHaveAttribute('aria-expanded', 'true');
  await expect(object(/^ConfigMap/)).toHaveCount(0);
  await page.getByRole('button', { name: 'Show all objects' }).click();
  await expect(page.getByText(/^2 objects and 1 hook in \d+ lines, rendered in/)).toBeVisible();
  await expect(page.getByText('hook: test')).toBeVisible();

  // The keyboard alone: unfold, go from object to object, search.
  await object(/^ConfigMap/).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('replicas: "1"')).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await expect(object(/^Deployment/)).toBeFocused();
  await page.keyboard.press('/');
  await page.keyboard.type('colour');
  await expect(page.getByText('Found in 1 line of 1 object.').first()).toBeVisible();
  await expect(page.locator('mark')).toHaveText('colour');
  await page.getByRole('searchbox').fill('');

  // Each change is rendered; the address has it.
  await values.fill('replicas: 3\n');
  await page
    .getByRole('combobox', { name: 'Values from the chart' })
    .selectOption('ci/red-values.yaml');
  await page.getByRole('button', { name: 'Release and cluster' }).click();
  await page.getByRole('textbox', { name: 'Namespace' }).fill('harbour');
  await expect(page.getByText('It burns red in harbour.')).toBeVisible();
  await page.getByRole('button', { name: 'Unfold all' }).click();
  await expect(page.getByText('replicas: 3', { exact: true }).last()).toBeVisible();
  await expect(page).toHaveURL(/namespace=harbour/);
  await expect(page).toHaveURL(/open=all/);
  await page.reload();
  await expect(values).toHaveValue('replicas: 3\n');
  await expect(page.getByText('It burns red in harbour.')).toBeVisible();
  await page.getByRole('button', { name: 'Copy command' }).last().click();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  expect(command).toContain('--namespace harbour');
  expect(command).toContain("--values - <<'VALUES'\nreplicas: 3\nVALUES");

  // What the schema refuses is told in Helm's words, and goes when it is mended.
  await values.fill('replicas: many\nlampe: 1\n');
  await expect(page.getByRole('alert')).toContainText("- at '/replicas': got string, want integer");
  await expect(page.getByText('The chart doesn’t name lampe among its values')).toBeVisible();
  await values.press('Control+Home');
  await expect(page.getByText('How many lamps')).toBeVisible();
  await values.fill('boom: true\n');
  await expect(page.getByRole('alert')).toContainText('it went out');
  await page.getByRole('link', { name: 'lights/templates/fail.yaml:3:5' }).click();
  await expect(page).toHaveURL(/files\/templates%2Ffail\.yaml\?line=3$/);
  await page.goBack();
  await expect(values).toHaveValue('boom: true\n');

  // A secret stays out of the address unless it is told to be in it.
  await values.fill('admin:\n  password: hunter2\n');
  await expect(page.getByRole('note')).toContainText('kept out of this page’s address');
  await expect(page).not.toHaveURL(/hunter2|boom/);
  await page.getByLabel('Have them in the address all the same').check();
  await expect(page).toHaveURL(/hunter2/);
  await page.getByRole('tab', { name: 'Manifest' }).click();
  await page.getByRole('tab', { name: 'Rendered' }).click();
  await expect(values).toHaveValue('admin:\n  password: hunter2\n');

  await page.setViewportSize({ width: 360, height: 740 });
  await expect(object(/^Deployment/)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});
