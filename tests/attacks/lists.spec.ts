/** Lists of ten thousand: they come in pages, and are filtered while somebody types. */
import { expect } from '../e2e/site.ts';
import { startServer } from '../support/server.ts';
import { testAgainst } from './hostile-test.ts';

const test = testAgainst({});

/** The page is to stay below 100 ms, and below 50 for a letter; a fault is three times that. */
const LONGEST_TASK = 300;
const LONGEST_FOR_LETTER = 150;
const ALL = 10_000;

const LISTS = {
  repositories: Array.from({ length: ALL }, (_, i) => `team/chart-${String(i).padStart(5, '0')}`),
  versions: Array.from({ length: ALL }, (_, i) => `${i % 97}.${i % 113}.${i}`),
};

for (const [kind, names] of Object.entries(LISTS)) {
  const tag = kind === 'versions' ? '@short' : [];
  test(`ten thousand ${kind} stop nobody`, { tag }, async ({ page, site, thread }, info) => {
    info.setTimeout(180_000);
    const registry = await startServer((request, response) => {
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader('Access-Control-Expose-Headers', 'Link');
      const url = new URL(request.url ?? '', 'http://registry');
      const key = url.pathname === '/v2/_catalog' ? 'repositories' : 'tags';
      const from = names.indexOf(url.searchParams.get('last') ?? '') + 1;
      const part = names.slice(from, from + 1000);
      if (from + part.length < names.length) {
        response.setHeader('Link', `<?n=1000&last=${part.at(-1)}>; rel="next"`);
      }
      response.end(JSON.stringify({ name: 'a', [key]: part }));
    });
    const note = (what: string, { busy, clock }: { busy: number; clock: number }) => {
      const measured = `${what}: ${busy} ms (${clock} by the clock)`;
      info.annotations.push({ type: 'measured', description: measured });
      console.log(`    ${kind} ${measured}`);
      return busy;
    };
    try {
      const place = kind === 'versions' ? '/repository/a' : '';
      await page.goto(`${site.url}/#/registry/${encodeURIComponent(registry.host)}${place}`);
      await expect(page.getByRole('main').getByText(`10,000 ${kind}`, { exact: true })).toBeVisible(
        {
          timeout: 60_000,
        },
      );
      expect(note('list', await thread.longest())).toBeLessThan(LONGEST_TASK);
      await page.getByLabel('Filter').focus();
      let longest = 0;
      for (const key of ['1', '2', '3', 'Backspace', 'Backspace', 'Backspace']) {
        await page.keyboard.press(key);
        longest = Math.max(longest, note(`filter, ${key}`, await thread.longest()));
      }
      expect(longest).toBeLessThan(LONGEST_FOR_LETTER);
      await expect(
        page.getByRole('main').getByText(`10,000 ${kind}`, { exact: true }),
      ).toBeVisible();
    } finally {
      await registry.stop();
    }
  });
}
