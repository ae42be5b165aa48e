/** The overview of a chart: its README as GitHub shows it, and the way through it. */
import { expect } from 'playwright/test';
import { testAgainst } from '../attacks/hostile-test.ts';

/** A picture of one red dot. */
const DOT =
  '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><path fill="red" d="M0 0h8v8H0z"/></svg>';
const WORDS = 'Words that fill the page. '.repeat(60);

const test = testAgainst({
  lighthouse: () => ({
    files: {
      'README.md': [
        '# Lighthouse',
        '[![Build](https://img.shields.io/x)](https://example.org/build) ![Logo](docs/dot.svg)',
        '- [Configuration](#configuration)\n- [again](#configuration-1)\n- [below](#deep)\n- [nowhere](#none)',
        '[docs](docs/guide.md#L2), [values](./values.yaml), [gone](gone.md), <a@example.org>',
        '- [x] done\n- [ ] open\n\n~~gone~~ Set <title> first[^1].',
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
  await expect(readme.getByText('Set <title> first')).toBeVisible();
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
