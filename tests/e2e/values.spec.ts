/** The values of a chart: found, folded, explained, copied, and read through subcharts. */
import { join } from 'node:path';
import { writeFiles } from '../support/charts.ts';
import { aim, chooseFolder, expect, push, test } from './site.ts';

const VALUES = `# -- How many buoys
buoys: 3
# Light and sound of each.
signal:
  # -- What the lamp does
  lamp:
    colour: white
    "flash.period": 5
  bell: {}
    # weight: 40
harbour:
  depth: 12
`;
const SCHEMA = {
  required: ['buoys'],
  properties: {
    buoys: { type: 'integer', minimum: 1 },
    signal: { $ref: '#/$defs/signal' },
    chartDatum: { type: 'string', description: 'Only the schema has it', default: 'LAT' },
  },
  $defs: {
    signal: {
      properties: {
        lamp: { properties: { colour: { enum: ['white', 'red'], deprecated: true } } },
      },
    },
  },
};

test('values are searched, folded, explained and copied, each place with its own address', async ({
  page,
  site,
  folder,
}) => {
  const chart = writeFiles(join(folder, 'lights'), {
    'Chart.yaml': `apiVersion: v2
name: lights
version: 1.0.0
dependencies: [{name: harbour, version: 1.0.0, repository: ''}]
`,
    'values.yaml': VALUES,
    'values.schema.json': JSON.stringify(SCHEMA),
    'charts/harbour/Chart.yaml': 'apiVersion: v2\nname: harbour\nversion: 1.0.0\n',
    'charts/harbour/values.yaml': '# Below the datum.\ndepth: 1\n# Of the wall.\nlength: 80\n',
  });
  const reference = `${site.registry.host}/values/lights:1.0.0`;
  await page.goto(site.url);
  await chooseFolder(page, chart);
  await aim(page, reference);
  await push(page, reference);
  const address = `${site.url}/#/chart/${encodeURIComponent(reference)}/values`;
  await page.goto(address);

  const tree = page.getByRole('tree', { name: 'Values' });
  const about = page.getByRole('complementary', { name: 'About the chosen key' });
  const entry = (name: string | RegExp) => tree.getByRole('treeitem', { name });
  await expect(tree).toContainText('# -- How many buoys');
  await expect(entry(/^buoys: 3/)).toContainText('required, integer');

  // Both ways of showing them count the same keys.
  const keys = page.getByText(/^8 keys, 1 of them not in values\.yaml/);
  await expect(keys).toBeVisible();
  await page.getByRole('combobox', { name: 'Show' }).selectOption('As a table');
  await expect(page.getByRole('link', { name: 'signal.lamp.colour' })).toBeVisible();
  await expect(keys).toBeVisible();
  await page.getByRole('combobox', { name: 'Show' }).selectOption('As written');

  // One stop for Tab; the arrow keys do the rest.
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Search values' })).toBeFocused();
  await tree.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  await page.keyboard.type('si');
  await page.keyboard.press('ArrowLeft');
  await expect(entry(/^signal:/)).toHaveAttribute('aria-expanded', 'false');
  await expect(entry(/^lamp:/)).toHaveCount(0);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(entry(/colour/)).toHaveAttribute('aria-selected', 'true');
  await expect(page).toHaveURL(`${address}/signal.lamp.colour`);
  await expect(about).toContainText('Allowed "white", "red"');
  await expect(about).toContainText('Deprecated');
  await expect(about).toContainText('--set signal.lamp.colour=white');
  await expect(about).toContainText('signal: lamp: colour: white');
  await entry(/flash.period/).click();
  await expect(about).toContainText(String.raw`--set 'signal.lamp.flash\.period=5'`);
  await about.getByRole('button', { name: 'lamp' }).click();
  await expect(about).toContainText('What the lamp does');

  // A search finds paths and comments, and stays in the address.
  const search = page.getByRole('searchbox', { name: 'Search values' });
  await search.fill('weight');
  await expect(entry(/^bell/)).toBeVisible();
  await expect(entry(/^buoys/)).toHaveCount(0);
  await expect(page.getByText('1 line found').first()).toBeVisible();
  await expect(page).toHaveURL(/q=weight/);
  await page.reload();
  await expect(entry(/^bell/)).toBeVisible();
  await expect(entry(/^buoys/)).toHaveCount(0);
  // Enter goes to what was found, line by line; the arrow leads into the tree, at that line.
  await search.fill('depth');
  await search.press('Enter');
  await expect(entry(/^depth: 12/)).toHaveAttribute('aria-selected', 'true');
  await expect(search).toBeFocused();
  await search.fill('bell');
  await search.press('ArrowDown');
  await expect(tree).toBeFocused();
  await expect(entry(/^bell/)).toHaveAttribute('aria-selected', 'true');
  // What is folded is in the address too, and there again when it is come back to.
  await search.fill('');
  await tree.focus();
  await page.keyboard.press('Home');
  await page.keyboard.type('har');
  await page.keyboard.press('ArrowLeft');
  await expect(page).toHaveURL(/closed=harbour/);
  await page.reload();
  await expect(entry(/^harbour:/)).toHaveAttribute('aria-expanded', 'false');
  await page.getByRole('searchbox', { name: 'Search values' }).fill('');
  await page.getByRole('combobox', { name: 'Unfold' }).selectOption('1 level');
  await expect(tree.getByRole('treeitem')).toHaveCount(3);
  await expect(page).toHaveURL(/unfold=1/);

  // With the subchart, and each by itself.
  const of = page.getByRole('combobox', { name: 'Values of' });
  await of.selectOption('all charts together, as Helm merges them');
  await expect(tree).toContainText('# Of the wall.');
  await entry(/^length: 80/).click();
  await expect(about).toContainText('charts/harbour/values.yaml, line 4');
  await of.selectOption('harbour (charts/harbour)');
  await expect(entry(/^depth: 1/)).toBeVisible();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download values.yaml' }).click();
  expect((await saved).suggestedFilename()).toBe('values.yaml');

  // The schema as documentation, which leads back to the line.
  await page.goto(`${address}?as=table`);
  await expect(page.getByText('chartDatum')).toBeVisible();
  await expect(page.getByText('not in values.yaml', { exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'signal.bell' }).click();
  await expect(entry(/^bell/)).toHaveAttribute('aria-selected', 'true');
});
