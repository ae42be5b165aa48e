import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeChart } from '../support/charts.ts';
import { findPeer } from '../support/peers.ts';
import { startRegistry, type RunningRegistry } from '../support/registry.ts';
import { stockChart } from '../support/stock.ts';
import { blobOf, expect, manifestOf, test } from './site.ts';

const distribution3 = findPeer('registry3');
const ID = '3d0cb9e0-6a0d-4d0f-9b43-0b2c1f5a7a10';

let other: RunningRegistry;
test.skip(!distribution3, 'Distribution 3 is not installed');
test.beforeAll(async () => void (other = await startRegistry({ binary: distribution3 ?? '' })));
test.afterAll(() => other.stop());

/** The file that a repository's tag for Artifact Hub names. */
async function fileAt(place: string): Promise<string> {
  const { text } = await manifestOf(`${place}:artifacthub.io`);
  const { layers } = JSON.parse(text) as { layers: { digest: string }[] };
  return (await blobOf(place, layers[0]?.digest ?? '')).toString();
}

test('metadata for Artifact Hub is pushed from a form, recognised, and changed', async ({
  page,
  site,
  folder,
}) => {
  const place = `${site.registry.host}/hub/sample`;
  await stockChart(writeChart(folder), [`${place}:1.0.0`]);
  await page.goto(
    `${site.url}/#/registry/${site.registry.host}/repository/${encodeURIComponent('hub/sample')}`,
  );
  await page.getByRole('button', { name: 'Artifact Hub metadata' }).press('Enter');
  const form = page.getByRole('form', { name: 'Artifact Hub metadata' });
  await expect(form).toContainText('This repository has none yet.');
  const button = form.getByRole('button', { name: 'Push metadata' });
  await expect(button).toBeDisabled();
  await form.getByRole('textbox', { name: 'Repository ID' }).fill('my-charts');
  const said = form.getByRole('list', { name: 'What Artifact Hub would say' });
  await expect(said).toContainText('my-charts isn’t a repository ID');
  await form.getByRole('textbox', { name: 'Repository ID' }).fill(ID);
  await form.getByRole('textbox', { name: 'Owners' }).fill('Mate\n');
  await expect(said).toContainText('Mate has no e-mail address');
  await form.getByRole('textbox', { name: 'Owners' }).fill('Mate <mate@example.org>');
  await expect(said).toHaveCount(0);
  await form.getByRole('textbox', { name: 'Charts to leave out' }).fill('old ^0\\.');
  await button.press('Enter');
  await expect(form).toContainText(`Pushed ${place}:artifacthub.io`);
  const written = await fileAt(place);
  for (const part of [ID, 'mate@example.org', '^0']) expect(written).toContain(part);
  const rows = page.getByRole('region', { name: 'Versions' }).getByRole('listitem');
  // Rows say more once they are in view.
  await rows.filter({ hasText: 'artifacthub.io' }).scrollIntoViewIfNeeded();
  await expect(rows.filter({ hasText: 'artifacthub.io' })).toContainText('Artifact Hub metadata');

  // Its own page is the form with what is there.
  await rows.getByRole('link', { name: 'artifacthub.io' }).click();
  await expect(form.getByRole('textbox', { name: 'Owners' })).toHaveValue(
    'Mate <mate@example.org>',
  );
  await expect(button).toBeDisabled();
  // Somebody else changes it meanwhile.
  const second = await page.context().newPage();
  await second.goto(page.url());
  await second.reload();
  const theirs = second.getByRole('form', { name: 'Artifact Hub metadata' });
  await theirs.getByRole('textbox', { name: 'Owners' }).fill('Bosun <bosun@example.org>');
  await theirs.getByRole('button', { name: 'Push metadata' }).click();
  await expect(theirs).toContainText('Pushed');
  await second.close();
  await form.getByRole('textbox', { name: 'Charts to leave out' }).fill('');
  await button.click();
  const alert = page.getByRole('alert').filter({ hasText: 'holds other content' });
  await alert.getByRole('button', { name: 'Replace it' }).click();
  await expect(form).toContainText('Pushed');
  expect(await fileAt(place)).not.toContain('ignore');
});

test('a file goes as it is, to a registry that is reached directly', async ({
  page,
  site,
  folder,
}) => {
  const place = `${other.host}/hub/sample`;
  await stockChart(writeChart(join(folder, 'sample')), [`${place}:1.0.0`]);
  const file = join(folder, 'artifacthub-repo.yml');
  await page.goto(
    `${site.url}/#/registry/${other.host}/repository/${encodeURIComponent('hub/sample')}`,
  );
  await page.getByRole('button', { name: 'Artifact Hub metadata' }).click();
  const form = page.getByRole('form', { name: 'Artifact Hub metadata' });
  writeFileSync(file, 'owners: [\n');
  await form.getByLabel('Take a file…').setInputFiles(file);
  await expect(form.getByRole('alert')).toContainText('artifacthub-repo.yml');
  const text = `# ours\nrepositoryID: ${ID}\nowners:\n  - name: mate\n    email: mate@example.org\n`;
  writeFileSync(file, text);
  await form.getByLabel('Take a file…').setInputFiles(file);
  await expect(form.getByRole('textbox', { name: 'Repository ID' })).toHaveValue(ID);
  await form.getByRole('button', { name: 'Push metadata' }).click();
  await expect(form).toContainText('Pushed');
  expect(await fileAt(place)).toBe(text);
});
