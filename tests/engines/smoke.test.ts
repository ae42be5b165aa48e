/**
 * What holds in every browser, in those that the full tests don't run in: the same digests, and
 * nothing that the security headers stop.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, openAsBlob, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createInlineCompute } from '../../src/core/compute/inline.ts';
import type { PackedChart } from '../../src/core/chart/packed.ts';
import buildApp from '../e2e/build.ts';
import { noise, readTree, writeChart, writeFiles, writeLargeChart } from '../support/charts.ts';
import { until, type Engine } from '../support/engines/engine.ts';
import { findFirefox, startFirefox } from '../support/engines/firefox.ts';
import { chooseFolder } from '../support/engines/folder.ts';
import { findWebKit, startWebKit } from '../support/engines/webkit.ts';
import { isNginxAvailable, startNginx, type RunningNginx } from '../support/nginx.ts';
import { isRegistryAvailable, startRegistry, type RunningRegistry } from '../support/registry.ts';
import { stockChart } from '../support/stock.ts';

const ENGINES = [
  { name: 'Firefox', isThere: findFirefox() !== undefined, start: startFirefox },
  { name: 'WebKit', isThere: findWebKit(), start: startWebKit },
].map((engine) => ({
  ...engine,
  isThere: engine.isThere && isNginxAvailable() && isRegistryAvailable(),
}));

/** A build takes its time on a busy machine, as does a browser's first start; in milliseconds. */
const START_TIMEOUT = 120_000;
/** Longer than any single wait, so that a failure says what it waited for; in milliseconds. */
const TEST_TIMEOUT = 180_000;
const compute = createInlineCompute();

let folder: string;
let registry: RunningRegistry;
let nginx: RunningNginx;
let removeBuild: (() => void) | undefined;

beforeAll(async () => {
  if (!ENGINES.some(({ isThere }) => isThere)) return;
  folder = mkdtempSync(join(tmpdir(), 'chartroom-engines-'));
  removeBuild = await buildApp();
  registry = await startRegistry();
  nginx = await startNginx({
    root: process.env['CHARTROOM_DIST'] ?? 'dist',
    registries: { [registry.host]: registry.url.replace('localhost', '127.0.0.1') },
    direct: [registry.url],
  });
}, START_TIMEOUT);

afterAll(async () => {
  await nginx?.stop();
  await registry?.stop();
  removeBuild?.();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

for (const { name, isThere, start } of ENGINES) {
  describe.skipIf(!isThere)(name, { timeout: TEST_TIMEOUT }, () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await start();
    }, START_TIMEOUT);
    afterAll(async () => engine?.close());

    it('pushes a folder through the proxy as Node packs it, and downloads what it pulls', async () => {
      const chart = writeLargeChart(join(folder, name, 'grand-banks'));
      const packed = await packFolder(chart);
      const reference = `${registry.host}/${name.toLowerCase()}/grand-banks:folder`;
      await engine.open(nginx.url);
      await shown(engine, inputOf('Chart folder'));
      await chooseFolder(engine, inputOf('Chart folder'), chart);
      expect(await push(engine, reference, true)).toBe(await digestOf(packed));

      const saved = await pull(engine, reference, 'grand-banks-3.4.5+build.7.tgz');
      expect(saved.equals(Buffer.from(await packed.archive.arrayBuffer()))).toBe(true);
      expect(await engine.complaints()).toEqual([]);
    });

    it('pushes an archive straight to the registry, byte for byte', async () => {
      writeChart(join(folder, name, 'sample'));
      const archive = join(folder, name, 'sample-1.0.0.tgz');
      execFileSync('tar', ['czf', archive, '-C', join(folder, name), 'sample']);
      const packed = await compute.readArchive(await openAsBlob(archive));
      const reference = `${registry.host}/${name.toLowerCase()}/sample:archive`;
      await engine.open(nginx.url);
      await engine.choose(inputOf('Chart archives'), [archive]);
      expect(await push(engine, reference, false)).toBe(await digestOf(packed));

      const saved = await pull(engine, reference, 'sample-1.0.0.tgz');
      expect(saved.equals(readFileSync(archive))).toBe(true);
      expect(await engine.complaints()).toEqual([]);
    });

    it('keeps a chart over a reload', async () => {
      const reference = `${registry.host}/${name.toLowerCase()}/kept:1`;
      const archive = join(folder, name, 'sample-1.0.0.tgz');
      await engine.open(nginx.url);
      await engine.choose(inputOf('Chart archives'), [archive]);
      await engine.type(REFERENCE, reference);
      await engine.click(button('Keep in this browser'));
      await shown(engine, status(`Kept in this browser as ${reference}`));
      expect(await engine.complaints()).toEqual([]);

      // At once: lightning-fs still has its lock, which it holds for half a second more.
      await engine.open(`${nginx.url}/#/library`);
      await shown(engine, `//li[contains(., '${reference}')]`);
      await engine.reload();
      await shown(engine, `//li[contains(., '${reference}')]`);
      expect(await engine.complaints()).toEqual([]);
    });

    it('goes on with the library when a page is left and come back to', async () => {
      const kept = `${registry.host}/${name.toLowerCase()}/kept:1`;
      await engine.open(`${nginx.url}/#/library`);
      await shown(engine, `//li[contains(., '${kept}')]`);
      await engine.open(`${nginx.url}/#/library`);
      await shown(engine, `//li[contains(., '${kept}')]`);
      await engine.run(() => history.go(-2));
      await shown(engine, `//li[contains(., '${kept}')]`);
      await engine.click(button('Remove'));
      await shown(engine, status(`Removed ${kept}`));
      expect(await engine.complaints()).toEqual([]);
    });

    it('leaves the focus where a person goes on, and says what has ended', async () => {
      const place = `${registry.host}/${name.toLowerCase()}`;
      const reference = `${place}/focus:1.0.0`;
      await stockChart(writeChart(join(folder, name, 'focus'), { name: 'focus' }), [reference]);
      await engine.open(`${nginx.url}/#/pull`);
      await engine.type(REFERENCE, reference);
      await engine.click(button('Pull'));
      await shown(engine, heard('focus 1.0.0: 3 files'));
      await focused(engine, "//h1[contains(., 'focus')]");
      await engine.click(button('Delete…'));
      await engine.type(inputOf('Type 1.0.0 to delete it'), '1.0');
      await engine.click(button('Cancel'));
      await focused(engine, button('Delete…'));

      await engine.open(nginx.url);
      await engine.choose(inputOf('Chart archives'), [join(folder, name, 'sample-1.0.0.tgz')]);
      await engine.type(REFERENCE, reference);
      await engine.click(button('Push'));
      await engine.click(button('Push anyway'));
      await shown(engine, heard(`Pushed ${reference}`));
      await focused(engine, `//*[starts-with(@id, 'push-') and .${status('Pushed')}]`);
      await engine.click(button('Keep in this browser'));
      await shown(engine, status(`Kept in this browser as ${reference}`));

      await engine.open(`${nginx.url}/#/library`);
      const row = `//li[contains(., '${reference}')]`;
      await engine.click(`${row}${button('Remove')}`);
      await focused(engine, button('Undo'));
      await engine.click(button('Undo'));
      await shown(engine, heard(`${reference} is kept again`));
      await focused(engine, `${row}//a[normalize-space() = 'sample']`);
      expect(await engine.complaints()).toEqual([]);
    });

    // The others have no page sleep whose worker holds a lock: it begins anew.
    it.runIf(name === 'WebKit')('goes on keeping a chart when the page wakes', async () => {
      const chart = writeChart(join(folder, name, 'heavy'), { name: 'heavy' });
      for (const seed of [1, 2, 3, 4, 5, 6]) {
        writeFiles(chart, { [`files/${seed}.bin`]: noise(4_000_000, seed) });
      }
      const archive = join(folder, name, 'heavy-1.0.0.tgz');
      execFileSync('tar', ['czf', archive, '-C', join(folder, name), 'heavy']);
      const reference = `${registry.host}/webkit/heavy:1`;
      await engine.open(nginx.url);
      await engine.choose(inputOf('Chart archives'), [archive]);
      await engine.type(REFERENCE, reference);
      await engine.click(button('Keep in this browser'));
      // From a timer: of a script that leaves its page, the driver may never hear the end.
      await engine.run(() => void setTimeout(() => (location.href = 'about:blank')));
      await until('another page', async () =>
        (await engine.run(() => location.href)) === 'about:blank' ? true : undefined,
      );
      await engine.run(() => void setTimeout(() => history.back()));
      await shown(engine, status(`Kept in this browser as ${reference}`));
      await engine.open(`${nginx.url}/#/library`);
      await shown(engine, `//li[contains(., '${reference}')]`);
    });
  });
}

async function packFolder(path: string): Promise<PackedChart> {
  const files = [...readTree(path)].map(([path, bytes]) => ({
    path,
    blob: new Blob([new Uint8Array(bytes)]),
  }));
  return compute.packFolder({ folder: 'grand-banks', files });
}

/** Of the manifest that pushing a chart in the Helm format stores. */
async function digestOf(packed: PackedChart): Promise<string> {
  return (await compute.assemble(packed, 'helm')).manifest.descriptor.digest;
}

/** Pushes what is chosen; returns the digest by which the registry has it, as does the page. */
async function push(engine: Engine, reference: string, proxied: boolean): Promise<string> {
  await engine.type(REFERENCE, reference);
  await aim(engine, proxied);
  await engine.click(button('Push'));
  await shown(engine, status(`Pushed ${reference}`));
  const [, host, repository, tag] = /^([^/]+)\/(.+):([^:]+)$/.exec(reference) ?? [];
  const response = await fetch(`http://${host}/v2/${repository}/manifests/${tag}`, {
    ...{ method: 'HEAD', headers: { Accept: 'application/vnd.oci.image.manifest.v1+json' } },
  });
  const digest = response.headers.get('docker-content-digest') ?? '';
  await shown(engine, `//*[@title = '${digest}']`);
  return digest;
}

/** Pulls a chart and saves its archive; returns what was saved. */
async function pull(engine: Engine, reference: string, file: string): Promise<Buffer> {
  await engine.open(`${nginx.url}/#/pull`);
  await engine.type(REFERENCE, reference);
  await engine.click(button('Pull'));
  // While a large chart is unpacked, the page that waits has such a button too, and goes with it.
  const save = `//article${button('Download .tgz')}`;
  await shown(engine, save);
  await engine.click(save);
  const path = join(engine.downloads, file);
  // Firefox puts an empty file there first.
  return until(path, async () => {
    const saved = existsSync(path) ? readFileSync(path) : undefined;
    return saved?.length && !existsSync(`${path}.part`) ? saved : undefined;
  });
}

async function aim(engine: Engine, proxied: boolean): Promise<void> {
  await shown(engine, PROXY);
  const checked = await engine.run(isChecked, PROXY);
  if (checked !== proxied) await engine.click(PROXY);
  expect(await engine.run(isChecked, PROXY)).toBe(proxied);
}

async function shown(engine: Engine, xpath: string): Promise<void> {
  try {
    await until(xpath, async () => ((await engine.run(isThere, xpath)) ? true : undefined));
  } catch (error) {
    throw new Error(`the page says: ${await engine.run(textOf)}`, { cause: error });
  }
}

async function focused(engine: Engine, xpath: string): Promise<void> {
  try {
    await until(xpath, async () => ((await engine.run(isFocused, xpath)) ? true : undefined));
  } catch (error) {
    const where = await engine.run(() => document.activeElement?.outerHTML.slice(0, 200));
    throw new Error(`the focus is on ${where}`, { cause: error });
  }
}

/** In the page. */
function isFocused(xpath: string): boolean {
  const found = document.evaluate(xpath, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE);
  return found.singleNodeValue !== null && found.singleNodeValue === document.activeElement;
}

/** In the page. */
function isThere(xpath: string): boolean {
  return document.evaluate(`boolean(${xpath})`, document, null, XPathResult.BOOLEAN_TYPE)
    .booleanValue;
}

/** In the page. */
function textOf(): string {
  return document.body.innerText;
}

/** In the page. */
function isChecked(xpath: string): boolean {
  const found = document.evaluate(xpath, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE);
  return (found.singleNodeValue as HTMLInputElement).checked;
}

const REFERENCE = "//input[@id = //label[normalize-space() = 'Reference']/@for]";
const PROXY = "//label[contains(., 'proxy')]/input";
const inputOf = (label: string) => `//input[@id = //label[normalize-space() = '${label}']/@for]`;
const button = (label: string) => `//button[normalize-space() = '${label}']`;
const status = (text: string) => `//*[@role = 'status' and contains(normalize-space(), '${text}')]`;
/** What the page's live region holds for screen readers. */
const heard = (text: string) =>
  `//*[@id = 'app']/*[@aria-live = 'polite']/*[contains(., '${text}')]`;
