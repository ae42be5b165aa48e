import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { noise, writeChart, writeFiles } from '../support/charts.ts';
import { aim, chooseFolder, expect, push, test } from './site.ts';

/**
 * What a page's thread would use to work on bytes; each notes how many it was given, and a stream of a
 * file how many were read: small files are read by the page, and of a large one as much as a small one
 * may have, with what comes in one go.
 */
const WATCH = () => {
  const seen: { what: string; size: number }[] = [];
  Object.assign(window, { byteWork: seen });
  const note = (what: string, size: number) => {
    // A manifest is read by the page, and nothing larger.
    if (size > 65_536) seen.push({ what, size });
  };
  const stream = Blob.prototype.stream;
  Blob.prototype.stream = function (this: Blob) {
    const streamed = stream.call(this);
    const getReader = streamed.getReader.bind(streamed);
    streamed.getReader = ((options?: { mode: 'byob' }) => {
      const reader = (getReader as (options?: unknown) => ReadableStreamDefaultReader)(options);
      const read = reader.read.bind(reader);
      let size = 0;
      reader.read = async () => {
        const step = await read();
        size += (step.value as Uint8Array | undefined)?.length ?? 0;
        if (size > 2 * 1024 * 1024) seen.push({ what: 'Blob.stream', size });
        return step;
      };
      return reader;
    }) as typeof streamed.getReader;
    return streamed;
  };
  for (const method of ['arrayBuffer', 'text', 'bytes'] as const) {
    const original = Blob.prototype[method as 'arrayBuffer'];
    if (!original) continue;
    Blob.prototype[method as 'arrayBuffer'] = function (this: Blob) {
      note(`Blob.${method}`, this.size);
      return original.call(this);
    };
  }
  const digest = SubtleCrypto.prototype.digest;
  SubtleCrypto.prototype.digest = function (algorithm, data) {
    note('digest', data.byteLength);
    return digest.call(this, algorithm, data);
  };
  const decode = TextDecoder.prototype.decode;
  TextDecoder.prototype.decode = function (input, options) {
    note('decode', input?.byteLength ?? 0);
    return decode.call(this, input, options);
  };
};

test("no byte work happens on the page's thread but the reading of small files", async ({
  page,
  site,
  folder,
}) => {
  const chart = writeChart(join(folder, 'heavy'), { name: 'heavy' });
  writeFiles(chart, { 'files/noise.bin': noise(5_000_000, 5), 'files/text.txt': 'x'.repeat(1e6) });
  await page.addInitScript(WATCH);
  const reference = `${site.registry.host}/threads/heavy:1.0.0`;
  await page.goto(site.url);
  await chooseFolder(page, chart);
  await aim(page, reference);
  await push(page, reference);
  expect(await byteWork(page)).toEqual([]);
  await page.goto(`${site.url}/#/pull`);
  await page.reload();
  await aim(page, reference);
  await page.getByRole('button', { name: 'Pull', exact: true }).click();
  await expect(page.getByRole('heading', { name: /heavy/ })).toBeVisible();
  expect(await byteWork(page)).toEqual([]);
});

function byteWork(page: Page): Promise<unknown[]> {
  return page.evaluate(() => (window as unknown as { byteWork: unknown[] }).byteWork);
}
