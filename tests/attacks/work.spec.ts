/** Content that is made to keep its reader busy for ever, or to fill the memory. */
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { chooseFolder, expect } from '../e2e/site.ts';
import { digestOf } from '../../src/core/oci/digest.ts';
import { OCI_INDEX, OCI_MANIFEST } from '../../src/core/oci/media-types.ts';
import { writeChart } from '../support/charts.ts';
import { startServer } from '../support/server.ts';
import type { HostileChart } from './hostile-registry.ts';
import { testAgainst } from './hostile-test.ts';
import { peakMemory, type WatchedThread } from './strain.ts';

/** A page whose workers are busy stays below 100 ms of the processor's time; this is a fault. */
const LONGEST_TASK = 300;
/** Megabytes beyond those of an empty page, workers included. */
const MOST_MEMORY = 512;

const DOUBLED = Object.fromEntries(
  Array.from({ length: 31 }, (_, i) => {
    const below = { $ref: `#/$defs/d${i - 1}` };
    return [`d${i}`, i === 0 ? { type: 'object' } : { allOf: [below, below] }];
  }),
);
/** A pattern that takes twice as long for each letter more. */
const ENDLESS = {
  'values.yaml': `a: ${'a'.repeat(60)}!\n`,
  'values.schema.json': '{"properties":{"a":{"pattern":"^(a+)+$"}}}',
};

const CHARTS = {
  'schema-pattern': () => ({ files: ENDLESS }),
  'schema-doubled': () => ({
    files: {
      'values.yaml': 'a: 1\n',
      'values.schema.json': JSON.stringify({ $ref: '#/$defs/d30', $defs: DOUBLED }),
    },
  }),
  'schema-deep': () => ({
    files: {
      'values.yaml': 'a: 1\n',
      'values.schema.json': `${'{"not":'.repeat(100_000)}{}${'}'.repeat(100_000)}`,
    },
  }),
  newlines: () => ({ files: { 'values.yaml': '\n'.repeat(20_000_000) } }),
  items: () => ({ files: { 'values.yaml': `a:\n${'- 1\n'.repeat(2_000_000)}` } }),
  comments: () => ({ files: { 'templates/a.yaml': '.Files.Get {{/*'.repeat(100_000) } }),
  'layer-huge': () => ({
    files: {},
    manifest: (usual) => {
      const [chart] = usual['layers'] as Record<string, unknown>[];
      return JSON.stringify({ ...usual, layers: [{ ...chart, size: 400_000_000 }] });
    },
  }),
} satisfies Record<string, () => HostileChart>;

/** One of two charts that have next to nothing in common, each as large as may be. */
function unlike(seed: number): HostileChart {
  let state = seed;
  const number = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0);
  const lines = (count: number, line: () => string) => Array.from({ length: count }, line).join('');
  const files = Object.fromEntries(
    Array.from({ length: 2000 }, (_, i) => [
      `files/${seed}-${i}.txt`,
      lines(10, () => `${(number() >>> 16) % 3}\n`),
    ]),
  );
  return {
    files: {
      ...files,
      'files/line.txt': `${seed}`.repeat(20_000_000),
      'files/lines.txt': lines(1_000_000, () => `${(number() >>> 16) % 10}\n`),
      'templates/different.yaml': lines(55_000, () => `${number()}\n`),
      'templates/alike.yaml': lines(55_000, () => `${(number() >>> 16) % 2}\n`),
      'values.yaml': lines(20_000, () => `k${number()}: ${seed}\n`),
    },
  };
}
const PAIR = { 'unlike-1': () => unlike(1), 'unlike-2': () => unlike(2) };

const test = testAgainst({ ...CHARTS, ...PAIR });

const TOO_LONG = /Not all of the chart could be checked: it took more than 20 seconds/;
/** What is told of each, in its findings or in place of the chart. */
const TOLD: Record<keyof typeof CHARTS, RegExp> = {
  'schema-pattern': TOO_LONG,
  'schema-doubled': TOO_LONG,
  'schema-deep': /could not be checked against values\.schema\.json: it is nested too deep/,
  newlines: /There is no icon|has no icon|icon/,
  items: /Not all of the chart could be checked: it takes more memory than this browser gives/,
  comments: /There is no icon|has no icon|icon/,
  'layer-huge': /The chart is larger than 105 MB, the most that Helm accepts/,
};
/** What `npm test` tries. */
const SHORT = ['schema-pattern', 'items', 'layer-huge'];

for (const [name, told] of Object.entries(TOLD)) {
  const tag = SHORT.includes(name) ? '@short' : [];
  test(
    `${name} ends, and it is said why`,
    { tag },
    async ({ page, site, hostile, thread }, info) => {
      info.setTimeout(180_000);
      const blobs: string[] = [];
      page.on('request', (request) => {
        if (request.url().includes('/blobs/')) blobs.push(request.url());
      });
      await page.goto(site.url);
      const empty = await peakMemory(page);
      await page.goto(chartAddress(site.url, `${hostile.host}/attacks/${name}:1.0.0`));
      await expect(page.getByText(told).first()).toBeVisible({ timeout: 90_000 });
      if (name === 'layer-huge') expect(blobs).toEqual([]);
      await expectCalm(page, thread, empty);
    },
  );
}

test(
  'two charts without anything in common are compared as far as that goes',
  { tag: '@short' },
  async ({ page, site, hostile, thread }, info) => {
    info.setTimeout(180_000);
    await page.goto(site.url);
    const empty = await peakMemory(page);
    const sides = ['unlike-1', 'unlike-2'].map((name) =>
      encodeURIComponent(`${hostile.host}/attacks/${name}:1.0.0`),
    );
    await page.goto(`${site.url}/#/compare/${sides.join('/')}`);
    const found = page.getByRole('region', { name: 'What differs', exact: true });
    await expect(found).toContainText(/at least \d[\d,]* values/, { timeout: 90_000 });
    const folded = (path: string) => found.locator('summary').filter({ hasText: path });
    for (const path of ['templates/different.yaml', 'templates/alike.yaml']) {
      await folded(path).click();
      await expect(found.getByRole('group', { name: `Lines of ${path}` })).toBeVisible();
    }
    await expect(found.getByText(/too different to be matched line by line/)).toHaveCount(2);
    await page.getByRole('searchbox', { name: 'Filter' }).fill('files/line.txt');
    await found.getByRole('heading', { name: 'Other files' }).click();
    await folded('files/line.txt').click();
    await expect(found.getByText(/Too long to compare by line/)).toBeVisible();
    await expectCalm(page, thread, empty);
  },
);

test('what could not be checked is pushed only when that is asked for', async ({
  page,
  site,
  folder,
}, info) => {
  info.setTimeout(180_000);
  await page.goto(site.url);
  await chooseFolder(page, writeChart(join(folder, 'endless'), { files: ENDLESS }));
  const reference = `${site.registry.host}/attacks/endless:1.0.0`;
  await page.getByRole('textbox', { name: 'Reference' }).fill(reference);
  await page.getByRole('button', { name: 'Push', exact: true }).click();
  const told = page.getByText(/it took more than 20 seconds\. Nothing was sent/);
  await expect(told).toBeVisible({ timeout: 90_000 });
  await expect(page.getByRole('region', { name: 'Findings' }).getByText(TOO_LONG)).toBeVisible();
  await page.getByRole('button', { name: 'Push anyway' }).click();
  await expect(page.getByText(reference).first()).toBeVisible();
  await expect(page.getByText(/^sha256:[0-9a-f]{64}$/).first()).toBeVisible();
});

test(
  'indexes within indexes cost a request each',
  { tag: '@short' },
  async ({ page, site, thread }) => {
    const manifests = new Map<string, { mediaType: string; text: string }>();
    const store = async (mediaType: string, content: object) => {
      const text = JSON.stringify({ schemaVersion: 2, ...content });
      const digest = await digestOf(new Blob([text]));
      manifests.set(digest, { mediaType, text });
      return { mediaType, digest, size: text.length };
    };
    const config = { mediaType: 'text/plain', digest: await digestOf(new Blob()), size: 0 };
    let top = await store(OCI_MANIFEST, { config, layers: [] });
    for (let level = 0; level < 4; level++) {
      top = await store(OCI_INDEX, { manifests: Array(32).fill(top) });
    }
    let asked = 0;
    const registry = await startServer((request, response) => {
      asked++;
      const name = request.url?.split('/manifests/')[1] ?? '';
      const found = manifests.get(name === '1.0.0' ? top.digest : name);
      response.setHeader('Access-Control-Allow-Origin', '*');
      if (!found) return response.writeHead(404).end();
      return response.setHeader('Content-Type', found.mediaType).end(found.text);
    });
    try {
      await page.goto(site.url);
      const empty = await peakMemory(page);
      await page.goto(chartAddress(site.url, `${registry.host}/nested:1.0.0`));
      await expect(page.getByText('This isn’t a Helm chart').first()).toBeVisible();
      expect(asked).toBe(5);
      await expectCalm(page, thread, empty);
    } finally {
      await registry.stop();
    }
  },
);

function chartAddress(site: string, reference: string): string {
  return `${site}/#/chart/${encodeURIComponent(reference)}`;
}

async function expectCalm(page: Page, thread: WatchedThread, empty: number): Promise<void> {
  const { busy, clock } = await thread.longest();
  const memory = (await peakMemory(page)) - empty;
  const measured = `${busy} ms (${clock} by the clock), ${memory} MB`;
  test.info().annotations.push({ type: 'measured', description: measured });
  console.log(`    ${test.info().title}: ${measured}`);
  expect.soft(busy, measured).toBeLessThan(LONGEST_TASK);
  expect.soft(memory, measured).toBeLessThan(MOST_MEMORY);
}
