import { join } from 'node:path';
import type { Locator, Page } from 'playwright/test';
import { MYCHART, writeChart } from '../support/charts.ts';
import { startNginx } from '../support/nginx.ts';
import { startRegistry } from '../support/registry.ts';
import { startServer } from '../support/server.ts';
import { stockChart } from '../support/stock.ts';
import { expect, manifestOf, test } from './site.ts';

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>';
/** The lowest place at which the tabs may begin, in a window 1280 px wide. */
const LOWEST = 250;

const HOME = 'git.example.com/the-harbour-master/notification-gateway-for-lights';

const address = (site: { url: string }, reference: string, tail = '') =>
  `${site.url}/#/chart/${encodeURIComponent(reference)}${tail}`;

/** The text that the button copies. */
async function copied(page: Page, name: string): Promise<string> {
  await page.getByRole('button', { name, exact: true }).click();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** The words of a command that don't stand in one line, however wide its box is. */
function brokenWords(command: Locator): Promise<string[]> {
  return command.evaluate((box) => {
    const broken = new Set<string>();
    const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      for (const { 0: word, index } of (node.nodeValue ?? '').matchAll(/\S+/g)) {
        const range = new Range();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        for (let width = 300; width < 900; width += 10) {
          box.style.width = `${width}px`;
          const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
          if (lines.size > 1 && word.length < 30) broken.add(word);
        }
      }
    }
    box.style.width = '';
    return [...broken];
  });
}

/** The hyphens of a text after which a line ends, at any width of the box around it. */
function hyphensAtLineEnds(text: Locator): Promise<string[]> {
  return text.evaluate((element) => {
    const places: { node: Node; at: number }[] = [];
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      places.push(...Array.from(node.nodeValue ?? '', (_, at) => ({ node, at })));
    }
    const letter = ({ node, at }: (typeof places)[0]) => node.nodeValue?.[at] ?? '';
    const top = ({ node, at }: (typeof places)[0]) => {
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      return Math.round(range.getBoundingClientRect().top);
    };
    const box = element.closest('dd, p') as HTMLElement;
    const found = new Set<string>();
    for (let width = 150; width < 500; width += 10) {
      box.style.width = `${width}px`;
      places.forEach((place, i) => {
        const next = places[i + 1];
        if (next && letter(place) === '-' && top(next) > top(place)) found.add(`${i} at ${width}`);
      });
    }
    box.style.width = '';
    return [...found];
  });
}

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('the head says where a chart is, what it is and how it is installed, above the tabs', async ({
  page,
  site,
  folder,
}) => {
  const { host } = site.registry;
  const long = 'A lamp on a tower that ships see from far away, in fog with a horn. '.repeat(6);
  const chart = writeChart(join(folder, 'lighthouse'), {
    name: 'lighthouse',
    version: '2.7.1',
    extra: `description: ${long}\ndeprecated: true\nhome: https://${HOME}\n`,
    files: { 'icon.svg': SVG, 'templates/BAD.yaml': 'a: 1\n' },
  });
  const repository = `${host}/head/lighthouse`;
  await stockChart(chart, [`${repository}:2.7.1`, `${repository}:latest`]);
  await page.goto(address(site, `${repository}:2.7.1`, '/values'));
  await expect(page.getByRole('heading', { name: 'lighthouse 2.7.1' })).toBeVisible();
  await expect(page.getByRole('list', { name: 'What it is' })).toHaveText('Deprecated');
  const findings = page.getByRole('link', { name: /^Findings: .*hint/ });
  await expect(findings).toBeVisible();
  const top = () => page.getByRole('tablist').evaluate((tabs) => tabs.getBoundingClientRect().top);
  expect(await top()).toBeLessThanOrEqual(LOWEST);

  // The chart's own icon is shown at once, as an image, in which no script runs.
  const icon = page.locator('header img');
  await expect(icon).toHaveAttribute('src', /^data:image\/svg\+xml;base64,/);
  expect(await icon.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);

  expect(await copied(page, 'Copy reference')).toBe(`${repository}:2.7.1`);
  const install = `helm install lighthouse oci://${repository} --version 2.7.1 --plain-http`;
  expect(await copied(page, 'Copy command')).toBe(install);
  await expect(page.locator('pre', { hasText: install })).toHaveText(install);
  expect(await brokenWords(page.locator('pre', { hasText: install }))).toEqual([]);
  expect(await copied(page, 'Copy helm pull')).toBe(
    `helm pull oci://${repository} --version 2.7.1 --plain-http`,
  );

  await findings.click();
  await expect(page.getByRole('region', { name: 'Findings' })).toBeFocused();
  await page.getByRole('tab', { name: 'Overview' }).focus();
  await findings.click();
  await expect(page).toHaveURL(/\?show=findings$/);
  await expect(page.getByRole('region', { name: 'Findings' })).toBeFocused();

  const home = page.getByRole('link', { name: HOME, exact: true });
  expect(await hyphensAtLineEnds(home)).toEqual([]);

  // An address that shows the findings has the focus there, when it is come back to as well.
  await page.getByRole('tab', { name: 'Manifest' }).click();
  await expect(page).toHaveURL(/\/manifest$/);
  const place = page.getByRole('navigation', { name: 'Breadcrumb' });
  await expect(place.getByRole('link', { name: host })).toHaveAttribute('href', /#\/registry\//);
  const logged: string[] = [];
  page.on('console', (message) => logged.push(message.text()));
  await place.getByRole('link', { name: host }).click();
  await expect(page.getByRole('heading', { level: 1, name: host })).toBeFocused();
  await page.goBack();
  await expect(place.getByRole('link', { name: host })).toBeFocused();
  expect(logged).toEqual([]);
  const picker = place.getByRole('button', { name: /^Version 2\.7\.1/ });
  // From the first key on the page is the person's: until then it holds the focus that it gave back.
  await page.keyboard.press('Tab');
  await picker.press('Enter');
  await expect(place.getByRole('link', { name: 'latest' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(picker).toBeFocused();
  await expect(place.getByRole('link', { name: 'latest' })).toBeHidden();
  await picker.press('Enter');
  await place.getByRole('link', { name: 'latest' }).click();
  await expect(page).toHaveURL(address(site, `${repository}:latest`));
  await expect(place.getByRole('button', { name: /^Version latest/ })).toBeVisible();
  expect(await copied(page, 'Copy command')).toMatch(/ oci:\/\/\S+@sha256:[0-9a-f]{64} /);
});

test('a library chart is offered as a dependency, an old format with the client that takes it', async ({
  page,
  site,
  folder,
}) => {
  const { host } = site.registry;
  const library = writeChart(join(folder, 'common'), { name: 'common', extra: 'type: library\n' });
  await stockChart(library, [`${host}/head/common:1.0.0`]);
  await page.goto(address(site, `${host}/head/common:1.0.0`));
  expect(await copied(page, 'Copy lines')).toBe(
    `- name: common\n  version: "1.0.0"\n  repository: oci://${host}/head`,
  );
  await expect(page.getByRole('list', { name: 'What it is' })).toHaveText('Library');

  await stockChart(MYCHART, [`${host}/head/old:latest`], 'two-layer');
  await page.goto(address(site, `${host}/head/old:latest`));
  expect(await copied(page, 'Copy command')).toBe('helm install mychart ./mychart-2.7.1.tgz');
  await expect(page.getByText('ORAS takes this format as it is stored')).toBeVisible();

  // The same head, kept in this browser.
  await page.getByRole('button', { name: 'Keep in this browser' }).click();
  await page.getByRole('link', { name: 'Library' }).last().click();
  await page.getByRole('link', { name: 'mychart' }).click();
  await expect(page.getByRole('navigation', { name: 'Breadcrumb' })).toContainText(
    `${host}/head/old:latest`,
  );
  await expect(page.getByText(/No error found|Findings:/).first()).toBeVisible();
  await expect(page.getByText('Download the .tgz first')).toBeVisible();
});

test('pictures elsewhere are loaded where the operator allows it, once somebody asks', async ({
  page,
  site,
  folder,
}) => {
  let asked = 0;
  const pictures = await startServer((request, response) => {
    asked++;
    expect(request.headers.referer).toBeUndefined();
    response.writeHead(200, { 'Content-Type': 'image/svg+xml' }).end(SVG);
  });
  const { registry } = site;
  const nginx = await startNginx({
    root: process.env['CHARTROOM_DIST'] ?? 'dist',
    registries: { [registry.host]: registry.url },
    images: [pictures.url],
  });
  try {
    const reference = `${registry.host}/head/pictured:1.0.0`;
    const extra = `icon: ${pictures.url}/icon.svg\n`;
    const files = { 'README.md': `# Pictured\n\n![A lamp](${pictures.url}/lamp.svg)\n` };
    await stockChart(writeChart(join(folder, 'pictured'), { extra, files }), [reference]);
    await page.goto(address(site, reference));
    await page.getByRole('button', { name: 'Icon… lies elsewhere' }).click();
    await expect(page.getByRole('link', { name: `${pictures.url}/icon.svg` })).toBeVisible();
    await expect(page.getByText(`default '${pictures.url}';`)).toBeVisible();
    await expect(page.getByText('in the map $images')).toBeVisible();
    const { host } = new URL(pictures.url);
    await expect(page.getByText(`Pictures from ${host} stay words`)).toBeVisible();

    await page.goto(address(nginx, reference));
    const ask = page.getByRole('button', { name: 'Load the icon' });
    await expect(ask).toBeVisible();
    expect(asked).toBe(0);
    await ask.click();
    const icon = page.locator('header img');
    await expect
      .poll(() => icon.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(0);
    expect(asked).toBe(1);

    const readme = page.getByRole('region', { name: 'README' });
    await expect(readme.locator('img')).toHaveCount(0);
    await readme.getByRole('button', { name: 'Show them' }).click();
    const lamp = readme.getByRole('img', { name: 'A lamp' });
    await expect
      .poll(() => lamp.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(0);
    await expect(readme.getByRole('button', { name: 'Show them' })).toHaveCount(0);
    expect(asked).toBe(2);
  } finally {
    await nginx.stop();
    await pictures.stop();
  }
});

test('the manifest’s tab has every digest as a link, the config, and commands', async ({
  page,
  site,
}) => {
  const { host } = site.registry;
  const repository = `${host}/head/manifest`;
  const digest = await stockChart(MYCHART, [`${repository}:2.7.1`], 'two-layer');
  const { config, layers } = JSON.parse((await manifestOf(`${repository}:2.7.1`)).text);
  await page.goto(address(site, `${repository}:2.7.1`, '/manifest'));
  const panel = page.getByRole('tabpanel');
  await expect(panel.getByRole('link', { name: /^sha256:/ })).toHaveText([
    digest,
    config.digest,
    ...layers.map((layer: { digest: string }) => layer.digest),
  ]);
  await expect(panel.getByText(layers[0].mediaType).first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'Config' }).locator('pre')).toHaveText('{}');
  await expect(panel.getByText('The .tgz isn’t stored as it is')).toBeVisible();

  await panel.getByRole('link', { name: layers[0].digest }).click();
  const meta = page.getByRole('region', { name: 'Metadata' });
  await expect(meta.locator('pre')).toContainText('"itismine"');
  await expect(page).toHaveURL(new RegExp(`/manifest/${encodeURIComponent(layers[0].digest)}$`));
  await page.goBack();
  await expect(meta).toHaveCount(0);

  const terminal = page.getByRole('region', { name: 'In a terminal' });
  await expect(terminal.locator('pre').first()).toContainText('oras manifest fetch');
  await panel.getByRole('link', { name: digest }).click();
  await expect(page).toHaveURL(address(site, `${repository}@${digest}`, '/manifest'));
  await expect(page.getByRole('heading', { name: 'mychart 2.7.1' })).toBeVisible();
});

test('two requests on a warm sign-in until the page stands; the rest when it is opened', async ({
  page,
  folder,
}) => {
  const captain = { user: 'captain', password: 'sextant' };
  const guarded = await startRegistry({ htpasswd: captain });
  const nginx = await startNginx({
    root: process.env['CHARTROOM_DIST'] ?? 'dist',
    registries: { [guarded.host]: guarded.url },
  });
  try {
    const pushed = await startRegistry({ dataDir: guarded.dataDir });
    for (const name of ['first', 'second']) {
      const chart = writeChart(join(folder, name), { name });
      await stockChart(chart, [`${pushed.host}/count/${name}:1.0.0`]);
    }
    await pushed.stop();
    const requests: string[] = [];
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      const [, path] = /^\/registry\/[^/]+\/v2\/(.*)/.exec(pathname) ?? [];
      if (path) requests.push(`${request.method()} ${path.replace(/sha256:\w+/, 'digest')}`);
    });
    await page.goto(address(nginx, `${guarded.host}/count/first:1.0.0`));
    await page.getByLabel('Username').fill(captain.user);
    await page.getByLabel('Password').fill(captain.password);
    await page.getByRole('form').getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('heading', { name: 'first 1.0.0' })).toBeVisible();

    requests.length = 0;
    await page.evaluate(
      (hash) => (location.hash = hash),
      `#/chart/${guarded.host}/count/second:1.0.0`,
    );
    await expect(page.getByRole('heading', { name: 'second 1.0.0' })).toBeVisible();
    await expect(page.getByText('no README.md')).toBeVisible();
    await expect(page.getByRole('link', { name: /^Findings/ })).toBeVisible();
    expect(requests).toEqual(['GET count/second/manifests/1.0.0', 'GET count/second/blobs/digest']);

    const loaded = (name: string) =>
      page.evaluate(
        (part) => performance.getEntriesByType('resource').some((it) => it.name.includes(part)),
        `/assets/${name}-`,
      );
    for (const part of ['values', 'ManifestTab', 'registry']) {
      expect(await loaded(part), part).toBe(false);
    }
    requests.length = 0;
    await page.getByRole('tab', { name: 'Values' }).click();
    await page.getByRole('tab', { name: 'Files' }).click();
    await expect.poll(() => loaded('values')).toBe(true);
    expect(requests).toEqual([]);
    await page.getByRole('button', { name: /^Version 1\.0\.0/ }).click();
    await expect.poll(() => requests).toEqual(['GET count/second/tags/list']);
    await page.keyboard.press('Escape');
    requests.length = 0;
    await page.getByRole('tab', { name: 'Manifest' }).click();
    await expect(page.getByRole('region', { name: 'Config' })).toBeVisible();
    expect(requests).toEqual(['GET count/second/blobs/digest']);
  } finally {
    await nginx.stop();
    await guarded.stop();
  }
});

test('a part of the page that can’t be loaded says so, and comes when it can', async ({
  page,
  site,
  folder,
}) => {
  const reference = `${site.registry.host}/head/parts:1.0.0`;
  await stockChart(writeChart(folder), [reference]);
  await page.route('**/assets/values-*.js', (route) => route.abort());
  await page.goto(address(site, reference, '/values'));
  const alert = page.getByRole('tabpanel').getByRole('alert');
  await expect(alert).toContainText('A part of this page did not load');
  await page.unrouteAll();
  await alert.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('tree', { name: 'Values' })).toBeVisible();
  await expect(alert).toHaveCount(0);
});
