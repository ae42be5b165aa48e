import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { chooseFolder, expect, test } from '../e2e/site.ts';
import { MYCHART } from '../support/charts.ts';
import { startNginx, type RunningNginx } from '../support/nginx.ts';
import { findPeer, type PeerName } from '../support/peers.ts';
import { notInstalled } from '../support/programs.ts';
import { isHtpasswdAvailable, startRegistry, type RunningRegistry } from '../support/registry.ts';

const CAPTAIN = { user: 'captain', password: 'password-1' };

/** How a client signs in, and how it shows the stored artifact: its manifest, or the chart's digest. */
const CLIENTS: [PeerName, (host: string) => string[], (reference: string) => string[]][] = [
  ...(['helm3', 'helm4'] as const).map((name): (typeof CLIENTS)[number] => [
    name,
    (host) => [
      'registry',
      'login',
      host,
      '-u',
      CAPTAIN.user,
      '-p',
      CAPTAIN.password,
      '--plain-http',
    ],
    (reference) => [
      'pull',
      `oci://${reference.replace(/:[^:/]+$/, '')}`,
      '--version',
      '2.7.1',
      '--plain-http',
    ],
  ]),
  [
    'crane',
    (host) => ['auth', 'login', host, '-u', CAPTAIN.user, '-p', CAPTAIN.password, '--insecure'],
    (reference) => ['manifest', '--insecure', reference],
  ],
  [
    'regctl',
    (host) => ['registry', 'login', host, '-u', CAPTAIN.user, '-p', CAPTAIN.password],
    (reference) => ['manifest', 'get', '--format', 'raw-body', reference],
  ],
];

test.describe('signed in to the same registry', () => {
  test.skip(!isHtpasswdAvailable(), notInstalled('htpasswd'));
  let registry: RunningRegistry;
  let nginx: RunningNginx;

  test.beforeAll(async () => {
    registry = await startRegistry({ htpasswd: CAPTAIN });
    nginx = await startNginx({
      root: process.env['CHARTROOM_DIST'] ?? 'dist',
      registries: { [registry.host]: registry.url },
    });
  });
  test.afterAll(async () => {
    await nginx.stop();
    await registry.stop();
  });

  for (const [name, login, show] of CLIENTS) {
    test(`${name} sees the chart that the page pushed`, async ({ page, folder }) => {
      const program = findPeer(name) ?? '';
      test.skip(!program, notInstalled(name));
      const reference = `${registry.host}/signed/${name}/mychart:2.7.1`;
      const manifest = await pushSignedIn(page, nginx.url, reference);

      // A home of this test's own, where it keeps the sign-in.
      const env = { ...process.env, HOME: folder, HELM_CONFIG_HOME: folder, DOCKER_CONFIG: folder };
      const options = { encoding: 'utf8', stdio: 'pipe', cwd: folder, env } as const;
      if (name === 'regctl') {
        const plain = ['registry', 'set', registry.host, '--tls', 'disabled', '--skip-check'];
        execFileSync(program, plain, options);
      }
      execFileSync(program, login(registry.host), options);
      const printed = execFileSync(program, show(reference), options);
      if (name.startsWith('helm')) {
        const archive = readFileSync(join(folder, 'mychart-2.7.1.tgz'));
        expect(digestOf(archive)).toBe(manifest.layers[0].digest);
      } else {
        expect(JSON.parse(printed)).toEqual(manifest);
      }
    });
  }
});

/** Returns the manifest as the page shows it. */
async function pushSignedIn(page: Page, url: string, reference: string) {
  await page.goto(url);
  await chooseFolder(page, MYCHART);
  await page.getByRole('textbox', { name: 'Reference' }).fill(reference);
  await page.getByRole('button', { name: 'Push', exact: true }).click();
  await page.getByLabel('Username').fill(CAPTAIN.user);
  await page.getByLabel('Password').fill(CAPTAIN.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: `Pushed ${reference}` })).toBeVisible();
  return JSON.parse(
    await page.getByRole('region', { name: 'Manifest' }).locator('pre').innerText(),
  );
}

const digestOf = (bytes: Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
