import { test, type Page } from 'playwright/test';
import buildApp from '../e2e/build.ts';
import { startNginx } from '../support/nginx.ts';
import { startServer } from '../support/server.ts';
import { median } from './median.ts';
import { record } from './record.ts';

/** From the arrival of a list's first page to its first row. */
const AIM_MS = 200;
const MANY = 10_000;
/** What Distribution gives at once. */
const PAGE = 1_000;
const TIMES = 7;

const NAMES = Array.from({ length: MANY }, (_, i) => `team-${i % 50}/chart-${i}`).sort();
const TAGS = Array.from({ length: MANY }, (_, i) => `${i % 9}.${i % 101}.${i}`);

test('the first row of a long list', async ({ browser }) => {
  const removeBuild = await buildApp();
  const registry = await startServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://registry');
    const [key, list] = url.pathname === '/v2/_catalog' ? ['repositories', NAMES] : ['tags', TAGS];
    const from = list.indexOf(url.searchParams.get('last') ?? '') + 1;
    const part = list.slice(from, from + PAGE);
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Expose-Headers', 'Link');
    if (from + PAGE < MANY) {
      const next = `${url.pathname}?n=${PAGE}&last=${part.at(-1)}`;
      response.setHeader('Link', `<${next}>; rel="next"`);
    }
    response.end(JSON.stringify({ [key]: part }));
  });
  const nginx = await startNginx({
    root: process.env['CHARTROOM_DIST'] ?? 'dist',
    direct: ['http://localhost:*'],
  });
  const place = `${nginx.url}/#/registry/${encodeURIComponent(registry.host)}`;
  const lists = {
    repositories: [place, '/v2/_catalog'],
    versions: [`${place}/repository/${encodeURIComponent(NAMES[0] ?? '')}`, '/tags/list'],
  } as const;
  for (const [what, [address, path]] of Object.entries(lists)) {
    const all: number[] = [];
    for (let i = 0; i < TIMES; i++) {
      const page = await browser.newPage();
      await page.addInitScript(noteFirstRow);
      await page.goto(address);
      all.push(await firstRow(page, path));
      await page.close();
    }
    record({
      ...{ what: `the first row of ${MANY} ${what}`, value: median(all), unit: 'ms' },
      aim: { most: AIM_MS },
    });
    const span = `${Math.min(...all).toFixed(0)} to ${Math.max(...all).toFixed(0)}`;
    console.log(
      `\n${MANY} ${what}: first row ${median(all).toFixed(0)} ms after the first page (${span}; aim ${AIM_MS})`,
    );
  }
  await nginx.stop();
  await registry.stop();
  removeBuild?.();
});

/** In the page: keeps the time of the first frame that has a row of a list in it. */
function noteFirstRow(): void {
  const look = (now: number) => {
    // The page itself has rows of another view, out of sight.
    if (document.querySelector('main li:not(.first-sight *)'))
      Object.assign(globalThis, { rows: now });
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Milliseconds from the end of the first answer at `path` to when the first row was drawn. */
async function firstRow(page: Page, path: string): Promise<number> {
  await page.waitForFunction(() => 'rows' in globalThis);
  return page.evaluate((path) => {
    const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    const first = entries.find(({ name }) => name.includes(path));
    const { rows } = globalThis as unknown as { rows: number };
    return rows - (first?.responseEnd ?? NaN);
  }, path);
}
