import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright/test';
import { CHROMIUM_ARGS, chromiumPath } from '../support/browser.ts';
import { GpgHome, hasGpg } from '../support/gpg.ts';
import { startNginx } from '../support/nginx.ts';
import { findPeer } from '../support/peers.ts';
import { helmVerifies, signChart } from '../support/signed-charts.ts';
import { aim, expect, push, test } from './site.ts';

const OWNER = 'Ann Ahoy <ann@example.com>';
const HELM_PROVENANCE = 'application/vnd.cncf.helm.chart.provenance.v1.prov';

/** No loopback name, so that a page of it by http is an insecure one. */
const NAME = 'chartroom.test';
test.use({
  launchOptions: {
    args: [...CHROMIUM_ARGS, `--host-resolver-rules=MAP ${NAME} 127.0.0.1`],
    ...(existsSync(chromium.executablePath()) ? {} : { executablePath: chromiumPath() }),
  },
});

let gpg: GpgHome;
test.skip(!hasGpg, 'gpg is not installed');
test.beforeAll(() => {
  gpg = new GpgHome();
  gpg.makeKey(OWNER);
  gpg.makeKey('Mallory');
});
test.afterAll(() => gpg.remove());

/** The keys of an owner as a file that is chosen. */
const keysOf = (owner: string, name = 'key.asc') => ({
  name,
  mimeType: 'application/pgp-keys',
  buffer: Buffer.from(gpg.armored(owner)),
});

const provenanceOf = (page: Page) => page.getByRole('region', { name: 'Provenance' });

async function choose(page: Page, ...files: string[]): Promise<void> {
  await page.getByLabel('Chart archives').setInputFiles(files);
}

for (const peer of ['helm3', 'helm4'] as const) {
  test.describe(peer, () => {
    const helm = findPeer(peer) ?? '';
    test.skip(!helm, `${peer} is not installed`);

    test('a signed chart goes in, through the library, and comes back', async ({
      page,
      site,
      folder,
    }) => {
      const version = '1.0.0+build.1';
      const signed = signChart(helm, gpg, OWNER, folder, { version });
      const repository = `${site.registry.host}/signed/${peer}/sample`;
      const reference = `${repository}:1.0.0_build.1`;
      await page.goto(site.url);
      await choose(page, signed.archive, signed.provenance);
      const provenance = provenanceOf(page);
      await expect(provenance.getByText('Signature not checked').first()).toBeVisible();
      await expect(provenance.getByText(`${signed.name} has the digest`)).toBeVisible();
      await aim(page, reference);
      await push(page, reference);
      await page.getByRole('button', { name: 'Keep in this browser' }).click();
      await expect(
        page.getByRole('status').filter({ hasText: `Kept in this browser as ${reference}` }),
      ).toBeVisible();

      // From the library to another place: with all that belongs to it.
      const again = `${site.registry.host}/again/${peer}/sample`;
      await page.goto(`${site.url}/#/library/${encodeURIComponent(reference)}`);
      await page.getByLabel('Public keys').setInputFiles(keysOf(OWNER));
      await expect(provenance.getByText('Verified')).toBeVisible();
      await expect(provenance.getByText(OWNER)).toBeVisible();
      await expect(provenance.getByTitle(gpg.fingerprint(OWNER))).toBeVisible();
      const saved = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Download .prov' }).click();
      const download = await saved;
      expect(download.suggestedFilename()).toBe(`${signed.name}.prov`);
      const copy = join(folder, 'downloaded.prov');
      await download.saveAs(copy);
      expect(readFileSync(copy).equals(readFileSync(signed.provenance))).toBe(true);
      await page.getByRole('button', { name: 'Push…' }).click();
      await aim(page, `${again}:1.0.0_build.1`);
      await page.getByRole('button', { name: 'Push', exact: true }).click();
      await expect(
        page.getByRole('status').filter({ hasText: `Pushed ${again}:1.0.0_build.1` }),
      ).toBeVisible();

      const keyring = gpg.writeKeyring('public.gpg', OWNER);
      for (const [at, place] of [repository, again].entries()) {
        const into = join(folder, `pulled-${at}`);
        mkdirSync(into);
        const options = ['--verify', '--prov', '--keyring', keyring, '--plain-http'];
        const pull = ['pull', `oci://${place}`, '--version', version, '-d', into];
        execFileSync(helm, [...pull, ...options], { stdio: 'pipe' });
        for (const file of [signed.name, `${signed.name}.prov`]) {
          const original = readFileSync(join(folder, file));
          expect(readFileSync(join(into, file)).equals(original), file).toBe(true);
        }
      }
    });

    test('what helm pushed is verified in the page', async ({ page, site, folder }) => {
      const { archive } = signChart(helm, gpg, OWNER, folder);
      const place = `${site.registry.host}/by-${peer}`;
      execFileSync(helm, ['push', archive, `oci://${place}`, '--plain-http'], { stdio: 'pipe' });
      const loaded: string[] = [];
      page.on('request', (request) => loaded.push(request.url()));
      await page.goto(`${site.url}/#/chart/${encodeURIComponent(`${place}/sample:1.0.0`)}`);
      await expect(provenanceOf(page).getByText('Signature not checked').first()).toBeVisible();
      // The verdict is seen before a README, however long that is.
      const top = async (name: string) =>
        (await page.getByRole('region', { name }).boundingBox())?.y ?? NaN;
      expect(await top('Provenance')).toBeLessThan(await top('README'));
      // OpenPGP.js comes when it is needed.
      expect(loaded.filter((url) => url.includes('signature'))).toEqual([]);
      await page.getByText('Paste one instead').click();
      await page.getByLabel('Paste a public key').fill(gpg.armored(OWNER));
      await page.getByRole('button', { name: 'Check signature' }).click();
      await expect(provenanceOf(page).getByText('Verified')).toBeVisible();
      expect(loaded.some((url) => url.includes('signature.worker'))).toBe(true);

      // Keys are for the tab: the next chart is checked with them, until they are forgotten.
      await page.getByRole('link', { name: 'Publish' }).first().click();
      await choose(page, archive, `${archive}.prov`);
      await expect(provenanceOf(page).getByText('Verified')).toBeVisible();
      await page.getByRole('button', { name: 'Forget keys' }).click();
      await expect(provenanceOf(page).getByText('Verified')).toBeHidden();
      await page.reload();
      await choose(page, archive, `${archive}.prov`);
      await expect(provenanceOf(page).getByText('Signature not checked').first()).toBeVisible();
      await expect(page.getByText('Given:')).toBeHidden();
    });

    test('unsigned, wrong key, altered chart, altered provenance: four answers', async ({
      page,
      site,
      folder,
    }) => {
      const signed = signChart(helm, gpg, OWNER, join(folder, 'signed'));
      const keyring = gpg.writeKeyring('public.gpg', OWNER);
      const text = readFileSync(signed.provenance, 'utf8');
      const variant = (name: string, provenance: string, archive = signed.archive) => {
        const path = join(folder, name, signed.name);
        mkdirSync(join(folder, name));
        copyFileSync(archive, path);
        writeFileSync(`${path}.prov`, provenance);
        return path;
      };
      const other = signChart(helm, gpg, OWNER, join(folder, 'other'), {
        extra: 'type: library\n',
      });
      const unsigned = variant(
        'unsigned',
        text.slice(text.indexOf('apiVersion'), text.indexOf('\n-----BEGIN PGP SIGNATURE')),
      );
      const alteredChart = variant('altered-chart', text, other.archive);
      const alteredText = variant('altered-prov', text.replace('A sample', 'A simple'));
      await page.goto(site.url);
      const verdict = provenanceOf(page).getByRole('status').first();

      await choose(page, signed.archive, signed.provenance);
      await page.getByLabel('Public keys').setInputFiles(keysOf('Mallory'));
      await expect(verdict).toContainText('Signed with a key you didn’t give');
      await page.getByLabel('Public keys').setInputFiles(keysOf(OWNER, 'ann.asc'));
      await expect(verdict).toContainText('Verified');

      await choose(page, alteredChart, `${alteredChart}.prov`);
      await expect(verdict).toContainText('This is not the archive that was signed');
      await expect(
        page.getByText(/The \.prov belongs to another sample-1\.0\.0\.tgz/),
      ).toBeVisible();
      // The .prov isn't a file of the chart, so there is nothing to open.
      await expect(page.getByText(`${signed.name}.prov`, { exact: true }).first()).toBeVisible();
      await expect(page.getByRole('button', { name: `${signed.name}.prov` })).toHaveCount(0);

      await choose(page, alteredText, `${alteredText}.prov`);
      await expect(verdict).toContainText('The provenance was altered');

      await choose(page, unsigned, `${unsigned}.prov`);
      await expect(provenanceOf(page).getByRole('alert')).toContainText('it isn’t signed');

      expect(helmVerifies(helm, signed.archive, keyring)).toBe(true);
      expect(helmVerifies(helm, signed.archive, gpg.writeKeyring('m.gpg', 'Mallory'))).toBe(false);
      for (const path of [alteredChart, alteredText, unsigned]) {
        expect(helmVerifies(helm, path, keyring), path).toBe(false);
      }
    });

    test('the manifest holds the .prov as helm stores it; other formats have no place for it', async ({
      page,
      site,
      folder,
    }) => {
      const { archive, provenance } = signChart(helm, gpg, OWNER, folder);
      const ours = `${site.registry.host}/ours-${peer}/sample:1.0.0`;
      await page.goto(site.url);
      await choose(page, archive, provenance);
      await aim(page, ours);
      await push(page, ours);
      const place = `${site.registry.host}/theirs-${peer}`;
      execFileSync(helm, ['push', archive, `oci://${place}`, '--plain-http'], { stdio: 'pipe' });
      const [own, theirs] = await Promise.all(
        [ours, `${place}/sample:1.0.0`].map(async (reference) => {
          const [, host, path] = /^([^/]+)\/(.*):1\.0\.0$/.exec(reference) ?? [];
          const answer = await fetch(`http://${host}/v2/${path}/manifests/1.0.0`, {
            headers: { Accept: 'application/vnd.oci.image.manifest.v1+json' },
          });
          return ((await answer.json()) as { layers: { mediaType: string }[] }).layers;
        }),
      );
      expect(own).toEqual(theirs);
      expect(own?.map(({ mediaType }) => mediaType)).toContain(HELM_PROVENANCE);

      await expect(page.getByText('The .prov is not pushed')).toBeHidden();
      await page.getByRole('combobox', { name: 'Format' }).selectOption('Single layer (2019 demo)');
      await expect(page.getByText('The .prov is not pushed')).toBeVisible();
    });

    test('a .prov without its archive names what is missing', async ({ page, site, folder }) => {
      const signed = signChart(helm, gpg, OWNER, folder);
      await page.goto(site.url);
      await choose(page, signed.provenance);
      await expect(page.getByRole('alert')).toContainText(
        `${signed.name}.prov was chosen without ${signed.name}`,
      );
    });
  });
}

test.describe('where OpenPGP.js doesn’t come', () => {
  const helm = findPeer('helm4') ?? findPeer('helm3') ?? '';
  test.skip(!helm, 'helm is not installed');

  test('it is said, and the key is checked when it is given again', async ({
    page,
    site,
    folder,
  }) => {
    const signed = signChart(helm, gpg, OWNER, folder);
    const worker = /signature\.worker/;
    await page.route(worker, (route) => route.abort());
    await page.goto(site.url);
    await choose(page, signed.archive, signed.provenance);
    const provenance = provenanceOf(page);
    await page.getByLabel('Public keys').setInputFiles(keysOf(OWNER));
    await expect(provenance.getByRole('alert')).toContainText('A part of this page did not load');
    await expect(provenance.getByText('Signature not checked').first()).toBeVisible();
    await page.unroute(worker);
    await page.getByLabel('Public keys').setInputFiles(keysOf(OWNER));
    await expect(provenance.getByText('Verified')).toBeVisible();
    await expect(provenance.getByRole('alert')).toHaveCount(0);
  });

  test('a keybox is refused with the command that gets the key out of it', async ({
    page,
    site,
    folder,
  }) => {
    const signed = signChart(helm, gpg, OWNER, folder);
    await page.goto(site.url);
    await choose(page, signed.archive, signed.provenance);
    const buffer = Buffer.from(gpg.keybox());
    const file = { name: 'pubring.kbx', mimeType: 'application/octet-stream', buffer };
    await page.getByLabel('Public keys').setInputFiles(file);
    const alert = provenanceOf(page).getByRole('alert');
    await expect(alert).toContainText('pubring.kbx is GnuPG’s own keybox');
    await expect(alert).toContainText('gpg --armor --export');
  });
});

test.describe('on a page that was loaded over plain http', () => {
  const helm = findPeer('helm4') ?? findPeer('helm3') ?? '';
  test.skip(!helm, 'helm is not installed');

  test('no signature can be checked, and it is said why', async ({ page, folder }) => {
    const signed = signChart(helm, gpg, OWNER, folder);
    const root = process.env['CHARTROOM_DIST'] ?? 'dist';
    const nginx = await startNginx({ root, names: [NAME] });
    try {
      await page.goto(nginx.url.replace('localhost', NAME));
      await choose(page, signed.archive, signed.provenance);
      await page.getByLabel('Public keys').setInputFiles(keysOf(OWNER));
      const alert = provenanceOf(page).getByRole('alert');
      await expect(alert).toContainText('no cryptography to pages that are loaded over plain http');
      await expect(alert).toContainText('helm verify');
    } finally {
      await nginx.stop();
    }
  });
});
