/**
 * Pictures of every view, by day and by night, narrow and wide, taken of the app that
 * `npm start` serves:
 *
 *   node scripts/screenshots.mjs [--site http://localhost:8080] [--registry localhost:5000] [scene…]
 *
 * They go to .chartroom/screenshots, which git ignores. With --readme, the README's picture is
 * made: the publish page, half by day and half by night.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { findProgram } from './processes.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MYCHART = join(ROOT, 'tests/fixtures/mychart');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    site: { type: 'string', default: 'http://localhost:8080' },
    registry: { type: 'string', default: 'localhost:5000' },
    readme: { type: 'boolean', default: false },
    out: { type: 'string', default: join(ROOT, '.chartroom/screenshots') },
  },
});
const { site, registry, out } = values;

/** @typedef {import('playwright').Page} Page */

/** What each picture shows, by its name: a function that gets the page there. */
const SCENES = {
  /** @param {Page} page */
  async empty(page) {
    await page.goto(`${site}/#/publish`);
    await page.getByLabel('Chart folder').waitFor({ state: 'attached' });
  },
  /** @param {Page} page */
  async dropping(page) {
    await SCENES.empty(page);
    const session = await page.context().newCDPSession(page);
    const data = { items: [], files: [MYCHART], dragOperationsMask: 1 };
    await session.send('Input.dispatchDragEvent', { type: 'dragEnter', x: 99, y: 99, data });
  },
  /** @param {Page} page */
  async chosen(page) {
    await choose(page, annotated());
    await page.getByRole('button', { name: 'deployment.yaml' }).click();
  },
  /** @param {Page} page */
  async pushing(page) {
    const session = await page.context().newCDPSession(page);
    await choose(page, heavy());
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: 300_000,
    });
    await page.getByRole('textbox', { name: 'Reference' }).fill(unique('heavy'));
    await page.getByRole('button', { name: 'Push', exact: true }).click();
    await page.waitForTimeout(4000);
  },
  /** @param {Page} page */
  async pushed(page) {
    await choose(page, MYCHART);
    await page.getByRole('textbox', { name: 'Reference' }).fill(`${registry}/mychart:2.7.1`);
    await push(page);
    await page.getByRole('status').filter({ hasText: 'Pushed' }).waitFor();
  },
  /** @param {Page} page */
  async differs(page) {
    await SCENES.pushed(page);
    await choose(page, annotated());
    await page.getByRole('textbox', { name: 'Reference' }).fill(`${registry}/mychart:2.7.1`);
    await page.getByRole('button', { name: 'Push', exact: true }).click();
    await page.getByRole('alert').waitFor();
  },
  /** @param {Page} page */
  async broken(page) {
    await page.goto(`${site}/#/publish`);
    const folder = chart({ 'Chart.yaml': 'apiVersion: v2\nname: x\nversion: "1.0.0\n' });
    await page.getByLabel('Chart folder').setInputFiles(folder);
    await page.getByRole('alert').waitFor();
  },
  /** @param {Page} page */
  async many(page) {
    await page.goto(`${site}/#/publish`);
    await page.getByLabel('Chart folder').setInputFiles(several());
    await page.getByLabel('Registry and path').fill(unique('charts'));
    await page.getByText('6 charts').waitFor();
    await page.getByRole('button', { name: 'Push all' }).click();
    await page.getByText('5 pushed').waitFor();
  },
  /** @param {Page} page */
  async pull(page) {
    await page.goto(`${site}/#/pull`);
    await page.getByRole('button', { name: 'Pull' }).waitFor();
  },
  /** @param {Page} page */
  async absent(page) {
    await page.goto(`${site}/#/chart/${encodeURIComponent(`${registry}/nowhere/chart:1.0.0`)}`);
    await page.getByRole('alert').waitFor();
  },
  /** @param {Page} page */
  async overview(page) {
    await chartPage(page, '');
  },
  /** @param {Page} page */
  async values(page) {
    await chartPage(page, '/values');
  },
  /** @param {Page} page */
  async templates(page) {
    await chartPage(page, '/templates');
  },
  /** @param {Page} page */
  async manifest(page) {
    await chartPage(page, '/manifest');
  },
  /** @param {Page} page */
  async nothingKept(page) {
    await page.goto(`${site}/#/library`);
    await page.getByText('Nothing is kept').waitFor();
  },
  /** @param {Page} page */
  async library(page) {
    for (const folder of [MYCHART, annotated(), documented()]) {
      await choose(page, folder);
      await page.getByRole('button', { name: 'Keep in this browser' }).click();
      await page.getByText(/^Kept in this browser/).waitFor();
    }
    await page.goto(`${site}/#/library`);
    await page.getByRole('button', { name: 'Remove' }).first().waitFor();
  },
};

const SIZES = { wide: { width: 1280, height: 860 }, narrow: { width: 360, height: 740 } };
const LIGHTS = /** @type {const} */ ({ day: 'light', night: 'dark' });

const temporary = mkdtempSync(join(tmpdir(), 'chartroom-pictures-'));
const executablePath = findProgram('chromium');
const browser = await chromium.launch({
  args: ['--no-sandbox', '--disable-background-networking'],
  ...(executablePath && { executablePath }),
});
mkdirSync(out, { recursive: true });
try {
  if (values.readme) positionals.push('chosen');
  for (const [name, scene] of Object.entries(SCENES)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    for (const [size, viewport] of Object.entries(SIZES)) await take(name, scene, size, viewport);
  }
  if (values.readme) await joinHalves('chosen-wide', join(ROOT, 'docs/chartroom.png'));
} finally {
  await browser.close();
  rmSync(temporary, { recursive: true, force: true });
}

/** One scene in one size, in both lights; what the browser complains about is told. */
async function take(name, scene, size, viewport) {
  const context = await browser.newContext({ viewport, colorScheme: 'light' });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(`${name}: ${error}`));
  page.on('console', (message) => {
    if (message.type() === 'error') console.error(`${name}: ${message.text()}`);
  });
  try {
    await scene(page);
    for (const [light, colorScheme] of Object.entries(LIGHTS)) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(out, `${name}-${size}-${light}.png`), fullPage: true });
    }
    const across = await page.evaluate(() => document.documentElement.scrollWidth);
    if (across > viewport.width) console.error(`${name}, ${size}: ${across} px wide`);
  } catch (error) {
    console.error(`${name}, ${size}: ${error}`);
    await page.screenshot({ path: join(out, `${name}-${size}-failed.png`) });
  }
  await context.close();
}

/** One picture of two: day above a slanted line, night below it. */
async function joinHalves(/** @type {string} */ name, /** @type {string} */ path) {
  const [day, night] = ['day', 'night'].map((light) =>
    readFileSync(join(out, `${name}-${light}.png`)).toString('base64'),
  );
  const page = await browser.newPage({ viewport: SIZES.wide });
  await page.setContent(`
    <style>body { margin: 0 } img { display: block } img + img { position: absolute; inset: 0;
      clip-path: polygon(66% 0, 100% 0, 100% 100%, 34% 100%) }</style>
    <img src="data:image/png;base64,${day}"><img src="data:image/png;base64,${night}">`);
  await page.screenshot({ path, fullPage: true });
  await page.close();
}

async function choose(/** @type {Page} */ page, /** @type {string} */ folder) {
  await page.goto(`${site}/#/publish`);
  await page.getByLabel('Chart folder').setInputFiles(folder);
  await page.getByRole('textbox', { name: 'Reference' }).waitFor();
}

async function push(/** @type {Page} */ page) {
  await page.getByRole('button', { name: 'Push', exact: true }).click();
  const insist = page.getByRole('button', { name: 'Push anyway' });
  await insist.or(page.getByRole('status').filter({ hasText: 'Pushed' })).waitFor();
  if (await insist.isVisible()) await insist.click();
}

async function chartPage(/** @type {Page} */ page, /** @type {string} */ tab) {
  await choose(page, documented());
  const reference = `${registry}/charts/lighthouse:1.4.2`;
  await page.getByRole('textbox', { name: 'Reference' }).fill(reference);
  await push(page);
  await page.getByRole('status').filter({ hasText: 'Pushed' }).waitFor();
  await page.goto(`${site}/#/chart/${encodeURIComponent(reference)}${tab}`);
  await page.getByRole('tablist').waitFor();
  await page.waitForTimeout(500);
}

function unique(/** @type {string} */ name) {
  return `${registry}/${name}-${Date.now()}`;
}

/** A chart of these files in a folder of its own. */
function chart(/** @type {Record<string, string | Uint8Array>} */ files, name = 'broken') {
  const folder = join(mkdtempSync(join(temporary, 'x-')), name);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** The sample chart with something to say about it, and something left out. */
function annotated() {
  const folder = join(mkdtempSync(join(temporary, 'x-')), 'mychart');
  cpSync(MYCHART, folder, { recursive: true });
  writeFileSync(join(folder, '.helmignore'), '*.bak\n.git/\n');
  writeFileSync(join(folder, 'values.yaml.bak'), 'old: true\n');
  mkdirSync(join(folder, '.git'));
  writeFileSync(join(folder, '.git/HEAD'), 'ref: refs/heads/main\n');
  return folder;
}

function heavy() {
  const noise = new Uint8Array(3_000_000).map(() => Math.floor(Math.random() * 256));
  return chart(
    {
      'Chart.yaml': 'apiVersion: v2\nname: heavy\nversion: 1.0.0\ndescription: A heavy one\n',
      'files/noise.bin': noise,
    },
    'heavy',
  );
}

/** A folder of charts, one of them broken. */
function several() {
  const charts = ['anchor', 'beacon', 'compass', 'depth-sounder', 'ensign'].flatMap((name, i) => [
    [
      `${name}/Chart.yaml`,
      `apiVersion: v2\nname: ${name}\nversion: 1.${i}.0\ndescription: The ${name} of the fleet\n`,
    ],
    [`${name}/values.yaml`, 'replicas: 1\n'],
  ]);
  return chart({ ...Object.fromEntries(charts), 'fog/Chart.yaml': 'name: [fog\n' }, 'charts');
}

/** A chart with a README, dependencies and metadata. */
function documented() {
  return chart(
    {
      'Chart.yaml': [
        'apiVersion: v2',
        'name: lighthouse',
        'version: 1.4.2',
        'appVersion: "3.1"',
        'description: Keeps a light burning, and tells who passes by',
        'type: application',
        'kubeVersion: ">=1.27.0-0"',
        'home: https://lighthouse.example.com',
        'icon: https://lighthouse.example.com/icon.svg',
        'keywords: [light, fog, signals]',
        'sources: [https://git.example.com/lighthouse]',
        'maintainers: [{ name: The keeper, email: keeper@example.com }]',
        'dependencies:',
        '  - { name: fog-horn, version: ^2.0.0, repository: "oci://registry.example.com/charts" }',
        '  - { name: redis, version: 18.1.0, repository: "https://charts.example.com" }',
        '',
      ].join('\n'),
      'values.yaml': [
        '# How many lights burn.',
        'replicas: 2',
        'image:',
        '  repository: registry.example.com/lighthouse',
        '  tag: "3.1" # the chart’s own app version by default',
        'signal:',
        '  period: 10s',
        '  colours: [white, red, green]',
        '',
      ].join('\n'),
      'templates/deployment.yaml': [
        '{{- /* One light a node. */}}',
        'apiVersion: apps/v1',
        'kind: Deployment',
        'metadata:',
        '  name: {{ include "lighthouse.name" . }}',
        '  labels: {{- include "lighthouse.labels" . | nindent 4 }}',
        'spec:',
        '  replicas: {{ .Values.replicas }} # see values.yaml',
        '',
      ].join('\n'),
      'templates/_helpers.tpl': '{{- define "lighthouse.name" -}}{{ .Release.Name }}{{- end -}}\n',
      'templates/NOTES.txt': 'The light is on.\n',
      'README.md': [
        '# Lighthouse',
        '',
        'Keeps a light burning. See [its own page](https://lighthouse.example.com).',
        '',
        '![a lighthouse](https://lighthouse.example.com/picture.png)',
        '',
        '## Install',
        '',
        '```sh',
        'helm install light oci://registry.example.com/charts/lighthouse --version 1.4.2',
        '```',
        '',
        '## Values',
        '',
        '| Key | Default | What it is |',
        '|---|---|---|',
        '| `replicas` | `2` | How many lights burn |',
        '| `signal.period` | `10s` | How long a turn of the light takes |',
        '',
        '- Works by day *and* by night.',
        '- Fog needs the `fog-horn` dependency.',
        '',
      ].join('\n'),
    },
    'lighthouse',
  );
}

console.log(`${basename(out)}: done`);
