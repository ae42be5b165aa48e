/** Names and texts that would show other than they are, or fill the page. */
import type { Page } from 'playwright/test';
import { expect, test } from '../e2e/site.ts';
import { startServer } from '../support/server.ts';
import { startHostileRegistry } from './hostile-registry.ts';

const TURNED = 'pay\u202Efdp.sh';
const UP = '../../../etc/passwd';
const ENDLESS = 'n'.repeat(100_000);

test(
  'names of repositories and versions are shown as they are',
  { tag: '@short' },
  async ({ page, site }) => {
    const names = ['charts/good', TURNED, UP, ENDLESS, 'a\0b\nc'];
    const registry = await startServer((request, response) => {
      response.setHeader('Access-Control-Allow-Origin', '*');
      const key = request.url?.startsWith('/v2/_catalog') ? 'repositories' : 'tags';
      response.end(JSON.stringify({ name: 'charts/good', [key]: names }));
    });
    try {
      await page.goto(`${site.url}/#/registry/${encodeURIComponent(registry.host)}`);
      for (const list of ['Repositories', 'Versions']) {
        const rows = page.getByRole('region', { name: list }).getByRole('listitem');
        await expect(rows).toHaveCount(names.length);
        for (const shown of ['pay[U+202E]fdp.sh', UP, 'n… (100,000 characters)', 'a␀b c']) {
          await expect(rows.filter({ hasText: shown })).toHaveCount(1);
        }
        expect((await rows.allInnerTexts()).join('').length).toBeLessThan(1000);
        expect(await isWiderThanWindow(page)).toBe(false);
        if (list === 'Repositories') await page.getByRole('link', { name: 'charts/good' }).click();
      }
    } finally {
      await registry.stop();
    }
  },
);

test('what a chart says of itself is shown as it is', { tag: '@short' }, async ({ page, site }) => {
  const registry = await startHostileRegistry({
    turned: () => ({
      files: {
        'Chart.yaml': [
          'apiVersion: v2\nname: turned\nversion: 1.0.0',
          `description: ${JSON.stringify(`Pay ${TURNED}`)}`,
          `keywords: [${JSON.stringify(TURNED)}, ${ENDLESS}]`,
          `home: https://example.org/${ENDLESS}`,
          `dependencies: [{name: ${JSON.stringify(ENDLESS)}, repository: ${JSON.stringify(TURNED)}}]\n`,
        ].join('\n'),
        'README.md': `# Title ${TURNED}\n\nWords &#x202E;turned&#x202C; [link\u2066](https://example.org)\n`,
        'values.yaml': `key: ${TURNED}\n`,
        [`templates/${TURNED}.yaml`]: 'a: 1\n',
        [`templates/${'long'.repeat(50)}.yaml`]: 'a: 1\n',
      },
    }),
  });
  try {
    const address = `${site.url}/#/chart/${encodeURIComponent(`${registry.host}/attacks/turned:1.0.0`)}`;
    await page.goto(address);
    const seen = page.locator('main');
    await expect(seen.locator('.piece h2')).toHaveText('Title pay[U+202E]fdp.sh');
    await expect(seen.locator('.piece p')).toHaveText('Words [U+202E]turned[U+202C] link[U+2066]');
    // Helm itself takes it out of the metadata that it loads.
    await expect(seen.getByText('Pay payfdp.sh', { exact: true })).toBeVisible();
    expect((await seen.innerText()).length).toBeLessThan(10_000);
    expect(await isWiderThanWindow(page)).toBe(false);
    await page.goto(`${address}/values`);
    await expect(seen.getByRole('tree', { name: 'Values' })).toContainText(
      'key: pay[U+202E]fdp.sh',
    );
    await page.goto(`${address}/files`);
    await expect(seen.getByRole('treeitem', { name: /pay\[U\+202E\]fdp\.sh\.yaml/ })).toBeVisible();
    for (const part of await seen.allInnerTexts())
      expect(part).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
  } finally {
    await registry.stop();
  }
});

function isWiderThanWindow(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
}
