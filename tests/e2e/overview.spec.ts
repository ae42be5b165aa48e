/** The overview of a chart: its README as GitHub shows it, and the way through it. */
import { join } from 'node:path';
import { testAgainst } from '../attacks/hostile-test.ts';
import { writeChart } from '../support/charts.ts';
import { chooseFolder, expect } from './site.ts';

/** A picture of one red dot. */
const DOT =
  '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><path fill="red" d="M0 0h8v8H0z"/></svg>';
const WORDS = 'Words that fill the page. '.repeat(60);

const CHANGES = 'artifacthub.io/changes';
const changed = (tag: string) => `- kind: fixed\n  description: What was wrong before ${tag}\n`;
const VERSIONS = [
  '0.9.0',
  '1.0.0',
  '1.1.0',
  'latest',
  ...Array.from({ length: 30 }, (_, i) => `0.1.${i}`),
];

const test = testAgainst({
  annotated: () => ({
    files: {
      'Chart.yaml': `apiVersion: v2
name: annotated
version: 1.0.0
home: https://example.org/home
maintainers: [{name: A, email: a@example.org}]
dependencies:
  - {name: dep, version: ^1.0.0, repository: 'oci://REGISTRY/attacks'}
  - {name: exact, version: 2.0.0, repository: 'oci://registry.example.org/charts', alias: other}
  - {name: ${'n'.repeat(180)}, version: '1', repository: 'https://charts.example.org'}
annotations:
  artifacthub.io/license: MIT
  artifacthub.io/containsSecurityUpdates: "true"
  artifacthub.io/changes: |
    - kind: security
      description: A hole is closed
      links: [{name: Advisory, url: 'https://example.org/advisory'}]
  artifacthub.io/images: |
    - {name: server, image: 'registry.example.org/server:1.0'}
  artifacthub.io/crds: |
    - {kind: Lamp, version: v1, name: lamps.example.org, displayName: Lamp, description: Lights}
  artifacthub.io/links: |
    - {name: Guide, url: 'https://example.org/guide'}
  artifacthub.io/maintainers: |
    - {name: Ada, email: a@example.org}
  artifacthub.io/screenshots: "5"
`.replace('REGISTRY', 'localhost:1'),
    },
    tags: VERSIONS,
    manifest: (usual, tag) =>
      JSON.stringify({
        ...usual,
        ...(tag !== '0.9.0' && { annotations: { [CHANGES]: changed(tag) } }),
      }),
  }),
  lighthouse: () => ({
    files: {
      'README.md': [
        '# Lighthouse',
        '[![Build](https://img.shields.io/x)](https://example.org/build) ![Logo](docs/dot.svg)',
        '- [Configuration](#configuration)\n- [again](#configuration-1)\n- [below](#deep)\n- [nowhere](#none)',
        '[docs](docs/guide.md#L2), [values](./values.yaml), [gone](gone.md), <a@example.org>',
        '- [x] done\n- [ ] open\n\n~~gone~~ Set <title> first[^1] :warning: `:warning:`.',
        '> [!WARNING]\n> Breaking change.',
        '```sh\nhelm install lighthouse\n```',
        `| Key | Type | Default | Description |\n|--|--|--|--|\n| \`a.very.long.key.of.values\` | string | \`"registry.example.org/a/b"\` | ${WORDS} |`,
        `## Configuration\n\n${WORDS}`,
        `## Configuration\n\n${WORDS}`,
        `<a name="deep"></a>\n\n### Deep *down*\n\n${WORDS}`,
        `## Last\n\n${WORDS}\n\n[^1]: A note.`,
      ].join('\n\n'),
      'docs/dot.svg': DOT,
      'docs/guide.md': 'one\ntwo\nthree\n',
      'values.yaml': 'a: 1\n',
    },
  }),
});

test('a README is read by its contents, and its links lead where they say', async ({
  page,
  site,
  hostile,
}) => {
  const address = `${site.url}/#/chart/${encodeURIComponent(`${hostile.host}/attacks/lighthouse:1.0.0`)}`;
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(address);
  const readme = page.getByRole('region', { name: 'README' });
  const heading = (name: string) => readme.getByRole('heading', { name, exact: true });
  const contents = page.getByRole('navigation', { name: 'Contents of the README' });

  // As GitHub shows it, one level below the page's own heading.
  await expect(readme.getByRole('heading', { name: 'Lighthouse', level: 2 })).toBeVisible();
  await expect(readme.getByRole('link', { name: 'Build' })).toHaveAttribute(
    'href',
    'https://example.org/build',
  );
  await expect(readme.getByRole('img', { name: 'Logo' })).toHaveAttribute(
    'src',
    /^data:image\/svg\+xml/,
  );
  await expect(readme.getByRole('img', { name: 'Done' })).toHaveCount(1);
  await expect(readme.getByText(/^gone Set <title> first1 ⚠️ :warning:\.$/)).toBeVisible();
  await expect(readme.locator('.alert.warning')).toHaveText(/^Warning\s*Breaking change\.\s*$/);
  await expect(readme.getByText('nowhere')).not.toHaveAttribute('href');
  await expect(readme.getByRole('link', { name: /^(?:nowhere|gone)$/ })).toHaveCount(0);
  await expect(readme.getByRole('link', { name: 'a@example.org' })).toHaveAttribute(
    'href',
    'mailto:a@example.org',
  );
  await expect(readme.getByText(/Pictures from img\.shields\.io stay words/)).toBeVisible();
  const table = await readme.getByRole('table').boundingBox();
  expect(table?.width).toBeGreaterThan(850);
  expect(await page.locator('.scrolls[tabindex]').count()).toBe(0);

  await page.evaluate(() => navigator.clipboard.writeText('').catch(() => undefined));
  await readme.getByRole('button', { name: 'Copy' }).click();
  await expect(readme.getByRole('button', { name: 'Copied' })).toBeVisible();

  // By the contents: the address can be shared, and the place that is read is marked.
  await contents.getByRole('link', { name: 'Configuration' }).nth(1).press('Enter');
  await expect(page).toHaveURL(/\/overview\/configuration-1$/);
  await expect(heading('Configuration').nth(1)).toBeFocused();
  await expect(heading('Configuration').nth(1)).toBeInViewport();
  await expect(contents.getByRole('link').nth(1)).toHaveAttribute('aria-current', 'location');
  await page.goBack();
  await readme.getByRole('link', { name: 'below' }).click();
  await expect(page).toHaveURL(/\/overview\/deep$/);
  await expect(heading('Deep down')).toBeInViewport();
  await readme.getByRole('link', { name: '1', exact: true }).click();
  await expect(readme.getByText('A note.')).toBeInViewport();
  await page.goto(`${address}/overview/last`);
  await page.reload();
  await expect(heading('Last')).toBeFocused();

  await readme.getByRole('link', { name: 'docs', exact: true }).click();
  await expect(page).toHaveURL(/\/files\/docs%2Fguide\.md\?line=2$/);
  await expect(page.getByRole('tab', { name: 'Files' })).toHaveAttribute('aria-selected', 'true');

  // In a narrow window the contents are folded above it.
  await page.setViewportSize({ width: 360, height: 700 });
  await page.goto(address);
  await expect(contents.getByRole('link').first()).toBeHidden();
  await contents.getByText('Contents').click();
  await contents.getByRole('link', { name: 'Last' }).click();
  await expect(heading('Last')).toBeFocused();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});

test('annotations are shown as what they are, and the changelog is read when it is asked for', async ({
  page,
  site,
  hostile,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const reference = `${hostile.host}/attacks/annotated:1.0.0`;
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${site.url}/#/chart/${encodeURIComponent(reference)}`);
  const about = page.getByRole('region', { name: 'About this chart' });
  await expect(about.getByText('A hole is closed')).toBeVisible();
  const link = (name: string) => about.getByRole('link', { name, exact: true });
  await expect(link('Advisory')).toHaveAttribute('href', 'https://example.org/advisory');
  await expect(link('Guide')).toHaveAttribute('href', 'https://example.org/guide');
  await expect(link('example.org/home')).toHaveAttribute('href', 'https://example.org/home');
  await expect(link('Ada')).toHaveAttribute('href', 'mailto:a@example.org');
  await expect(about.getByText('MIT', { exact: true })).toBeVisible();
  await expect(about.getByText('contains security updates')).toBeVisible();
  await expect(about.getByText('registry.example.org/server:1.0')).toBeVisible();
  await expect(about.getByText('Lights')).toBeVisible();
  await expect(about.getByText(/Not to be read .* artifacthub\.io\/screenshots/)).toBeVisible();
  // Exact versions lead to their charts; another registry isn't asked what a range stands for.
  await expect(link('exact')).toHaveAttribute(
    'href',
    /chart\/registry\.example\.org%2Fcharts%2Fexact%3A2\.0\.0$/,
  );
  await expect(link('dep')).toHaveCount(0);
  await expect(link('oci://localhost:1/attacks')).toHaveAttribute(
    'href',
    /registry\/localhost%3A1\/repository\/attacks%2Fdep$/,
  );
  await expect(link('https://charts.example.org')).toHaveAttribute(
    'href',
    'https://charts.example.org',
  );
  expect(asked.filter((url) => /tags\/list|localhost:1\b/.test(url))).toEqual([]);

  const open = about.getByRole('button', { name: 'Changelog of all versions' });
  await open.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Changelog of annotated' });
  await expect(dialog.getByRole('listitem').getByRole('heading').first()).toHaveText('1.1.0');
  await expect(dialog.getByText('What was wrong before 1.0.0')).toBeVisible();
  await expect(dialog.getByText('1 of 25 versions says nothing of what it changes.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Read on: 8 older' }).click();
  await expect(dialog.getByText('What was wrong before 0.1.0')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Copy as Markdown' })).toBeVisible();
  expect(asked.filter((url) => url.includes('/manifests/latest'))).toEqual([]);
  await expect(page).toHaveURL(/\?show=changelog$/);
  const shared = page.url();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(open).toBeFocused();
  await expect(page).not.toHaveURL(/changelog/);
  await page.goto(shared);
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toBeHidden();

  for (const width of [360, 320]) {
    await page.setViewportSize({ width, height: 700 });
    await page.getByText('About this chart').click();
    await expect(page.getByText('https://charts.example.org')).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await page.getByText('About this chart').click();
  }
});

test('a dependency with a long name makes no page wider, and its address stays readable', async ({
  page,
  site,
  folder,
}) => {
  const name = 'n'.repeat(180);
  const repository = 'https://charts.example.org/stable';
  const dependencies = `[{name: ${name}, version: ^1.0.0, repository: ${repository}}, {name: b, version: ^1.0.0, repository: ${repository}}]`;
  const chart = writeChart(join(folder, 'wide'), {
    name: 'wide',
    extra: `dependencies: ${dependencies}\n`,
  });
  await page.goto(site.url);
  await chooseFolder(page, chart);
  const from = page.getByRole('cell', { name: repository }).first();
  for (const width of [1280, 360, 320]) {
    await page.setViewportSize({ width, height: 800 });
    await expect(from).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    // The address of 33 letters stands on few lines, so on each there are more than four.
    const lines = await from.evaluate((cell) => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
    });
    expect(33 / lines).toBeGreaterThan(6);
  }
});
