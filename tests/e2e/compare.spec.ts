import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { writeChart } from '../support/charts.ts';
import { stockChart } from '../support/stock.ts';
import { aim, chooseFolder, expect, push, test } from './site.ts';

const VALUES = ['# How many', 'replicas: 1', 'image:', '  repository: docker.io/sloop', ''].join(
  '\n',
);
const LONG = Array.from({ length: 400 }, (_, i) => `# line ${i}\n`).join('');

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: {matchLabels: {app: web}}
  template:
    spec:
      containers:
      - name: web
        image: "{{ (.Values.image).repository }}:{{ (.Values.image).tag }}"
`;

/** A chart in two versions, of which the second differs in all its parts. */
function writeVersion(folder: string, version: '1.0.0' | '1.1.0'): string {
  const isNew = version === '1.1.0';
  return writeChart(join(folder, version, 'sloop'), {
    name: 'sloop',
    version,
    extra: `appVersion: "${isNew ? 10 : 9}"\ndependencies:\n- {name: buoy, version: ${isNew ? '0.2.0' : '0.1.0'}, repository: ""}\n`,
    files: {
      'values.yaml': isNew
        ? VALUES.replace('# How many', '# How many pods').concat('  tag: "1.2"\nnew: true\n')
        : VALUES.concat('  tag: "1.1"\nold: {a: 1}\n'),
      'templates/service.yaml': `${LONG}port: ${isNew ? 8080 : 80}\nname: sloop\n${LONG}`,
      'templates/web.yaml': WEB,
      ...(isNew && { 'templates/added.yaml': 'kind: ConfigMap\n' }),
      'charts/buoy/Chart.yaml': `apiVersion: v2\nname: buoy\nversion: ${isNew ? '0.2.0' : '0.1.0'}\n`,
      'charts/buoy/values.yaml': `depth: ${isNew ? 2 : 1}\n`,
    },
  });
}

const SUMMARY =
  'app version 9 → 10; 1 value changed, 1 added, 1 removed, 1 comment; 1 template changed, 1 added; 1 dependency up; 1 image up';

const differences = (page: Page) => page.getByRole('region', { name: 'What differs', exact: true });

test('two ticked versions are compared: part by part, by line, by keyboard', async ({
  page,
  site,
  folder,
}) => {
  const place = `${site.registry.host}/compared/sloop`;
  await stockChart(writeVersion(folder, '1.0.0'), [`${place}:1.0.0`]);
  await stockChart(writeVersion(folder, '1.1.0'), [`${place}:1.1.0`]);
  await page.goto(
    `${site.url}/#/registry/${encodeURIComponent(site.registry.host)}/repository/${encodeURIComponent('compared/sloop')}`,
  );
  await page.getByLabel('Select 1.1.0').check();
  const selected = page.getByRole('group', { name: 'Selected versions' });
  await expect(selected.getByRole('link', { name: 'Compare with 1.0.0' })).toBeVisible();
  await page.getByLabel('Select 1.0.0').check();
  await selected.getByRole('link', { name: 'Compare', exact: true }).click();

  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/sloop 1\.0\.0 → 1\.1\.0/);
  const found = differences(page);
  await expect(found).toContainText(SUMMARY);
  await expect(found).toContainText(/Changed\s*image\.tag.*"1\.1".*"1\.2"/s);
  await expect(found).toContainText(/Comment\s*replicas.*How many.*How many pods/s);
  await expect(found).toContainText(/Up\s*buoy.*0\.1\.0.*0\.2\.0/s);

  // Lines say in words what became of them; what is the same is folded.
  const lines = found.getByRole('listitem');
  await expect(lines.filter({ hasText: /removed:\s*−\s*port: 80$/ })).toBeVisible();
  await expect(lines.filter({ hasText: /added:\s*\+\s*port: 8080/ })).toBeVisible();
  await expect(found.locator('mark').getByText('8080')).toBeVisible();
  await expect(found.getByText('# line 7', { exact: true })).toHaveCount(0);
  await found.getByRole('button', { name: 'Show 397 unchanged lines' }).first().click();
  await expect(found.getByRole('group', { name: 'Lines of templates/service.yaml' })).toBeVisible();
  await expect(found.getByText('# line 3', { exact: true })).toBeVisible();

  // A chart in charts/ is compared as one.
  await found.getByText('Subchart buoy').click();
  await expect(found).toContainText(/Changed\s*depth.*1.*2/s);

  // What it renders to, by object and field, with the same values.
  await found.locator('summary').filter({ hasText: 'Rendered objects' }).focus();
  await page.keyboard.press('Enter');
  const web = found.getByRole('region', { name: 'Deployment web' });
  await expect(web).toContainText(
    /Changed\s*spec\.template\.spec\.containers\.web\.image.*sloop:1\.1.*sloop:1\.2/s,
  );
  await expect(found).toContainText(/Added\s*docker\.io\/sloop:1\.2\s*Deployment web/);
  await expect(found.getByRole('button', { name: 'Copy the images of now' })).toBeVisible();
  await found.getByLabel('Values for both, as YAML').fill('image: {tag: same}');
  await found.getByRole('button', { name: 'Render both again' }).click();
  await expect(found).toContainText('1 object changed, 1 added; 2 are the same.');
  await expect(web).toHaveCount(0);
  await found.getByLabel('Values for both, as YAML').fill('image: {tag: {{');
  await found.getByRole('button', { name: 'Render both again' }).click();
  await expect(found).toContainText('Helm refuses to render the chart of before');

  await page.getByRole('searchbox', { name: 'Filter' }).fill('added');
  await expect(page).toHaveURL(/q=added/);
  await expect(found.getByText('templates/service.yaml')).toHaveCount(0);
  await expect(found.getByText('templates/added.yaml')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Filter' }).fill('');

  await page.getByRole('checkbox', { name: 'Side by side' }).check();
  await expect(page).toHaveURL(/view=split/);
  const beside = lines.filter({ hasText: 'port: 8080' });
  await expect(beside).toContainText(/removed:\s*−\s*port: 80\s*\d*\s*added:\s*\+\s*port: 8080/);

  // n and p go from change to change, through folded files too.
  await page.getByRole('heading', { level: 1 }).focus();
  await page.keyboard.press('n');
  await expect(page.locator(':focus')).toContainText('version');
  await page.keyboard.press('n');
  await expect(page.locator(':focus')).toContainText('appVersion');
  await page.keyboard.press('n');
  await expect(page.locator('summary:focus')).toContainText('Chart.yaml');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/file=Chart\.yaml/);
  await expect(found.getByText('version: 1.0.0').first()).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.locator('li:focus')).toContainText('version: 1.0.0');
  await page.keyboard.press('p');
  await expect(page.locator(':focus')).toContainText('appVersion');

  // The address has it all; the other way round everything is.
  await page.reload();
  await expect(found.getByText('version: 1.0.0').first()).toBeVisible();
  await page.getByRole('button', { name: 'Swap' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/sloop 1\.1\.0 → 1\.0\.0/);
  await expect(found).toContainText('1 dependency down');
});

test('a chart’s page leads to a comparison with another version, and each side signs in', async ({
  page,
  site,
  folder,
}) => {
  const place = `${site.registry.host}/asked/sloop`;
  await stockChart(writeVersion(folder, '1.0.0'), [`${place}:1.0.0`]);
  await stockChart(writeVersion(folder, '1.1.0'), [`${place}:1.1.0`]);
  // From the page of the lower version too the higher one is what there is now.
  await page.goto(`${site.url}/#/chart/${encodeURIComponent(`${place}:1.0.0`)}`);
  await page.getByRole('link', { name: 'Compare with…' }).click();
  await page.getByRole('region', { name: 'Other versions' }).getByText('1.1.0').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/sloop 1\.0\.0 → 1\.1\.0/);
  await page.goto(`${site.url}/#/chart/${encodeURIComponent(`${place}:1.1.0`)}`);
  await page.getByRole('link', { name: 'Compare with…' }).click();
  const before = page.getByRole('region', { name: 'Before' });
  // It isn't offered beside itself.
  const versions = before.getByRole('region', { name: 'Other versions' });
  await expect(versions.getByRole('link')).toHaveText(['1.0.0']);
  await versions.getByText('1.0.0').click();
  await expect(differences(page)).toContainText(SUMMARY);

  // A side that can't be had says so in its place, and the other one stays.
  await before.getByRole('button', { name: 'Before: another chart…' }).click();
  await before.getByRole('textbox', { name: 'Reference' }).fill(`${place}:9.9.9`);
  await before.getByRole('button', { name: 'Compare with it' }).click();
  await expect(before.getByRole('alert')).toContainText(`There is nothing at ${place}:9.9.9`);
  await expect(page.getByRole('region', { name: 'Now', exact: true })).toContainText('1.1.0');
  await page.goBack();
  await expect(differences(page)).toContainText(SUMMARY);
});

test('before a push it is shown what differs, and a version below the newest asks', async ({
  page,
  site,
  folder,
}) => {
  const place = `${site.registry.host}/onward/sloop`;
  const own = writeVersion(folder, '1.0.0');
  await stockChart(own, [`${place}:1.0.0`]);
  await stockChart(writeVersion(folder, '1.1.0'), [`${place}:1.1.0`]);
  writeFileSync(join(own, 'values.yaml'), `${VALUES}  tag: "1.1.5"\n`);
  await page.goto(site.url);
  await chooseFolder(page, own);
  await aim(page, `${place}:1.0.0`);

  // On demand, before anything is sent.
  const shown = page.getByRole('region', { name: /^What differs from / });
  await page.getByRole('button', { name: 'What differs from 1.0.0' }).click();
  await expect(shown).toContainText('1 value changed, 1 removed; 1 image up');
  await page.getByRole('button', { name: 'What differs from 1.0.0' }).click();
  await expect(shown).toHaveCount(0);

  // It asks twice: below the newest, and in place of other content, which is shown at once.
  await page.getByRole('button', { name: 'Push', exact: true }).click();
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('A higher version is there: 1.1.0');
  await page.getByRole('button', { name: 'Push anyway' }).click();
  await expect(alert).toContainText('holds other content');
  await expect(shown).toContainText('1 value changed, 1 removed; 1 image up');
  await expect(shown.getByText('image.tag')).toBeVisible();
  await shown.getByRole('heading', { name: 'Rendered objects' }).click();
  await expect(shown.getByRole('region', { name: 'Deployment web' })).toContainText(
    /containers\.web\.image.*sloop:1\.1.*sloop:1\.1\.5/s,
  );

  // The same on a page of its own: the folder is known to this tab, until it is loaded anew.
  await shown.getByRole('link', { name: 'Open the comparison' }).click();
  await expect(page).toHaveURL(/\/folder%3Asloop$/);
  await expect(differences(page)).toContainText('1 value changed, 1 removed; 1 image up');
  await page.reload();
  const now = page.getByRole('region', { name: 'Now', exact: true });
  await expect(now).toContainText('This tab doesn’t have it any longer');
  await now.getByLabel('Choose sloop').setInputFiles(own);
  await expect(differences(page)).toContainText('1 value changed, 1 removed; 1 image up');

  // A version above the newest is compared with what came before it, and doesn't ask.
  await page.goto(site.url);
  writeChart(own, {
    ...{ name: 'sloop', version: '1.2.0' },
    extra: 'dependencies:\n- {name: buoy, version: 0.1.0, repository: ""}\n',
  });
  await page.reload();
  await chooseFolder(page, own);
  await aim(page, `${place}:1.2.0`);
  await page.getByRole('button', { name: 'What differs from 1.1.0' }).click();
  await expect(shown).toContainText('app version 10 → none');
  await push(page, `${place}:1.2.0`);
});

test('a chart in charts/ in whose folder another one is now is removed, and the other one added', async ({
  page,
  site,
  folder,
}) => {
  const place = `${site.registry.host}/compared/swapped`;
  for (const [version, inside] of [
    ['1.0.0', 'lamp'],
    ['1.1.0', 'horn'],
  ] as const) {
    const files = { 'charts/one/Chart.yaml': `apiVersion: v2\nname: ${inside}\nversion: 0.1.0\n` };
    const chart = writeChart(join(folder, version), { name: 'swapped', version, files });
    await stockChart(chart, [`${place}:${version}`]);
  }
  const [before, after] = ['1.0.0', '1.1.0'].map((tag) => encodeURIComponent(`${place}:${tag}`));
  await page.goto(`${site.url}/#/compare/${before}/${after}`);
  await expect(differences(page)).toContainText('1 subchart added, 1 removed');
  await expect(differences(page).getByText('Subchart horn')).toBeVisible();
  await expect(differences(page).getByText('Subchart lamp')).toBeVisible();
});
