import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPeer } from '../support/peers.ts';
import { MYCHART, readTree, writeChart, writeLargeChart } from '../support/charts.ts';
import { aim, blobOf, chooseFolder, expect, manifestOf, push, ROUTES, test } from '../e2e/site.ts';
import { orasProgram } from './oras.ts';

const run = (program: string, args: string[], cwd?: string) =>
  execFileSync(program, args, { encoding: 'utf8', stdio: 'pipe', ...(cwd && { cwd }) });

for (const name of ['helm3', 'helm4'] as const) {
  test.describe(name, () => {
    const helm = findPeer(name) ?? '';
    test.skip(!helm, `${name} is not installed`);

    for (const route of ROUTES) {
      test(`pulls and renders what the page pushed, ${route}`, async ({ page, site, folder }) => {
        const chart = writeLargeChart(join(folder, 'grand-banks'));
        const repository = `${site.registry.host}/${name}/${route}/grand-banks`;
        const reference = `${repository}:3.4.5_build.7`;
        await page.goto(site.url);
        await chooseFolder(page, chart);
        await aim(page, reference, route);
        await push(page, reference);
        run(
          helm,
          ['pull', `oci://${repository}`, '--version', '3.4.5+build.7', '--plain-http'],
          folder,
        );
        const archive = join(folder, 'grand-banks-3.4.5+build.7.tgz');
        const { config, layers } = JSON.parse((await manifestOf(reference)).text);
        expect(readFileSync(archive).equals(await blobOf(reference, layers[0].digest))).toBe(true);
        expect(run(helm, ['template', 'r', archive])).toBe(run(helm, ['template', 'r', chart]));
        expect(run(helm, ['show', 'all', archive])).toBe(run(helm, ['show', 'all', chart]));

        // What helm itself pushes for this archive: the same manifest but for its time stamp.
        const own = `${site.registry.host}/${name}/${route}/own`;
        run(helm, ['push', archive, `oci://${own}`, '--plain-http']);
        const theirs = JSON.parse((await manifestOf(`${own}/grand-banks:3.4.5_build.7`)).text);
        expect(theirs.config).toEqual(config);
        expect(theirs.layers).toEqual(layers);
        delete theirs.annotations['org.opencontainers.image.created'];
        expect(JSON.stringify(theirs)).toBe((await manifestOf(reference)).text);
      });
    }

    test('runs the command that the page prints', async ({ page, site, folder }) => {
      const reference = `${site.registry.host}/${name}/printed/mychart:2.7.1`;
      await page.goto(site.url);
      await chooseFolder(page, MYCHART);
      await aim(page, reference);
      await push(page, reference);
      const commands = await page.locator('code').allInnerTexts();
      const command = commands.find((text) => text.startsWith('helm pull')) ?? '';
      const path = `${join(helm, '..')}:${process.env['PATH']}`;
      execFileSync('bash', ['-c', command], { cwd: folder, env: { ...process.env, PATH: path } });
      expect(run(helm, ['show', 'chart', join(folder, 'mychart-2.7.1.tgz')])).toContain('2.7.1');
    });

    test('what it pushed comes back through the page', async ({ page, site, folder }) => {
      const chart = writeLargeChart(join(folder, 'grand-banks'));
      run(helm, ['package', chart, '-d', folder]);
      const archive = join(folder, 'grand-banks-3.4.5+build.7.tgz');
      run(helm, ['push', archive, `oci://${site.registry.host}/${name}`, '--plain-http']);
      await page.goto(`${site.url}/#/pull`);
      await aim(page, `${site.registry.host}/${name}/grand-banks:3.4.5+build.7`);
      await page.getByRole('button', { name: 'Pull', exact: true }).click();
      await expect(page.getByRole('heading', { name: /grand-banks/ })).toBeVisible();
      const saved = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Download .tgz' }).click();
      const pulled = join(folder, 'pulled.tgz');
      await (await saved).saveAs(pulled);
      expect(readFileSync(pulled).equals(readFileSync(archive))).toBe(true);
    });

    for (const format of ['Two layers (2019 demo)', 'Single layer (2019 demo)']) {
      test(`takes the .tgz that the page makes of: ${format}`, async ({ page, site, folder }) => {
        const chart = writeLargeChart(join(folder, 'grand-banks'));
        const reference = `${site.registry.host}/${name}/${format.slice(0, 3).toLowerCase()}/x:1`;
        await page.goto(site.url);
        await chooseFolder(page, chart);
        await page.getByRole('combobox', { name: 'Format' }).selectOption(format);
        await aim(page, reference);
        await push(page, reference);
        await page.goto(`${site.url}/#/pull`);
        await aim(page, reference);
        await page.getByRole('button', { name: 'Pull', exact: true }).click();
        const saved = page.waitForEvent('download');
        await page.getByRole('button', { name: 'Download .tgz' }).click();
        const pulled = join(folder, 'pulled.tgz');
        await (await saved).saveAs(pulled);
        expect(run(helm, ['template', 'r', pulled])).toBe(run(helm, ['template', 'r', chart]));
        expect(run(helm, ['show', 'values', pulled])).toBe(run(helm, ['show', 'values', chart]));
      });
    }
  });
}

test.describe('ORAS as a Go library', () => {
  const oras = orasProgram() ?? '';
  test.skip(!oras, 'Go is not installed');

  test('reads the two layers, each in a file named by its title', async ({
    page,
    site,
    folder,
  }) => {
    const reference = `${site.registry.host}/oras/two:latest`;
    await page.goto(site.url);
    await chooseFolder(page, MYCHART);
    await page.getByRole('combobox', { name: 'Format' }).selectOption('Two layers (2019 demo)');
    await aim(page, reference);
    const digest = await push(page, reference);
    const out = join(folder, 'out');
    expect(run(oras, [reference, out]).trim()).toBe(digest);
    expect([...readTree(out).keys()]).toEqual(['content.tgz', 'meta.json']);
    const meta = JSON.parse(readFileSync(join(out, 'meta.json'), 'utf8'));
    expect(meta.keywords).toEqual(['mychart', 'itismine']);
    mkdirSync(join(folder, 'content'));
    run('tar', ['xzf', join(out, 'content.tgz'), '-C', join(folder, 'content')]);
    const content = readTree(join(folder, 'content/-'));
    expect(String(content.get('Chart.yaml'))).toBe("name: '-'\nversion: '-'\n");
    expect(content.get('values.yaml')).toEqual(readFileSync(join(MYCHART, 'values.yaml')));
  });

  test('reads the single layer', async ({ page, site, folder }) => {
    const chart = writeChart(join(folder, 'sample'));
    const reference = `${site.registry.host}/oras/single:latest`;
    await page.goto(site.url);
    await chooseFolder(page, chart);
    await page.getByRole('combobox', { name: 'Format' }).selectOption('Single layer (2019 demo)');
    await aim(page, reference);
    const digest = await push(page, reference);
    const out = join(folder, 'out');
    expect(run(oras, [reference, out]).trim()).toBe(digest);
    const { layers } = JSON.parse((await manifestOf(reference)).text);
    const [file] = readTree(out).keys();
    expect(`sha256:${file}`).toBe(layers[0].digest);
    run('tar', ['xzf', join(out, file ?? ''), '-C', folder, '--one-top-level=chart']);
    expect(readTree(join(folder, 'chart/sample'))).toEqual(readTree(chart));
  });
});

for (const [name, args] of [
  ['crane', (reference: string) => ['manifest', '--insecure', reference]],
  [
    'regctl',
    (reference: string, host: string) => [
      '--host',
      `reg=${host},tls=disabled`,
      'manifest',
      'get',
      '--format',
      'raw-body',
      reference,
    ],
  ],
] as const) {
  test(`${name} reads the manifest that the page pushed`, async ({ page, site }) => {
    const program = findPeer(name) ?? '';
    test.skip(!program, `${name} is not installed`);
    const reference = `${site.registry.host}/${name}/mychart:2.7.1`;
    await page.goto(site.url);
    await chooseFolder(page, MYCHART);
    await aim(page, reference);
    await push(page, reference);
    const printed = run(program, args(reference, site.registry.host));
    expect(printed.trim()).toBe((await manifestOf(reference)).text);
  });
}
