/** Long values that are read and searched. */
import { expect } from '../e2e/site.ts';
import { testAgainst } from './hostile-test.ts';

/** The page takes so long for a task on a quiet machine at most; others may be three times slower. */
const LONGEST_TASK = 50 * 3;

const SECTIONS = Array.from(
  { length: 500 },
  (_, i) =>
    `# -- Section ${i}\nsection${i}:\n  # of the key\n  key: value\n  list:\n    - name: a\n      port: 80\n  other: {}\n  text: some words\n\n`,
);

const test = testAgainst({ long: () => ({ files: { 'values.yaml': SECTIONS.join('') } }) });

test(
  'five thousand lines of values hold the page up for no longer than a few',
  { tag: '@short' },
  async ({ page, site, hostile, thread }) => {
    await page.goto(
      `${site.url}/#/chart/${encodeURIComponent(`${hostile.host}/attacks/long:1.0.0`)}`,
    );
    await expect(page.getByRole('tab', { name: 'Values' })).toBeVisible();
    await thread.longest();
    await page.getByRole('tab', { name: 'Values' }).click();
    const tree = page.getByRole('tree', { name: 'Values' });
    await expect(tree).toContainText('section0');
    const opening = await thread.longest();
    const search = page.getByRole('searchbox', { name: 'Search values' });
    await search.pressSequentially('section499.list');
    await expect(tree).toContainText('section499');
    const typing = await thread.longest();
    console.log(`    values: opening ${opening.busy} ms, typing ${typing.busy} ms`);
    expect(opening.busy).toBeLessThan(LONGEST_TASK);
    expect(typing.busy).toBeLessThan(LONGEST_TASK);
    expect(await tree.getByRole('treeitem').count()).toBeLessThan(10);
  },
);
