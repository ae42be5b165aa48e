import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chooseFolder, expect, test } from '../e2e/site.ts';
import { MYCHART } from '../support/charts.ts';
import { startNginx } from '../support/nginx.ts';
import { findPeer, type PeerName } from '../support/peers.ts';
import { startRegistry } from '../support/registry.ts';

const CAPTAIN = { user: 'captain', password: 'password-1' };

/** How a client signs in, and how it shows what is there: the manifest, or the chart's digest. */
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

test('clients that are signed in see the chart that the page pushed signed in', async ({
  page,
  folder,
}) => {
  const registry = await startRegistry({ htpasswd: CAPTAIN });
  const nginx = await startNginx({
    root: process.env['CHARTROOM_DIST'] ?? 'dist',
    registries: { [registry.host]: registry.url },
  });
  try {
    const reference = `${registry.host}/signed/mychart:2.7.1`;
    await page.goto(nginx.url);
    await chooseFolder(page, MYCHART);
    await page.getByRole('textbox', { name: 'Reference' }).fill(reference);
    await page.getByRole('button', { name: 'Push', exact: true }).click();
    await page.getByRole('button', { name: `Sign in to ${registry.host}` }).click();
    await page.getByLabel('Username').fill(CAPTAIN.user);
    await page.getByLabel('Password').fill(CAPTAIN.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.getByRole('status').filter({ hasText: `Pushed ${reference}` })).toBeVisible();
    const shown = await page.getByRole('region', { name: 'Manifest' }).locator('pre').innerText();
    const manifest = JSON.parse(shown);

    for (const [name, login, show] of CLIENTS) {
      const program = findPeer(name);
      if (!program) {
        test.info().annotations.push({ type: 'skipped', description: `${name} is not installed` });
        continue;
      }
      // Each keeps its sign-ins in a home of this test's own.
      const home = join(folder, name);
      const env = { ...process.env, HOME: home, HELM_CONFIG_HOME: home, DOCKER_CONFIG: home };
      const options = { encoding: 'utf8', stdio: 'pipe', cwd: folder, env } as const;
      if (name === 'regctl') {
        const plain = ['registry', 'set', registry.host, '--tls', 'disabled', '--skip-check'];
        execFileSync(program, plain, options);
      }
      execFileSync(program, login(registry.host), options);
      const printed = execFileSync(program, show(reference), options);
      if (name.startsWith('helm')) {
        const archive = readFileSync(join(folder, 'mychart-2.7.1.tgz'));
        expect(archive.length, name).toBe(manifest.layers[0].size);
      } else {
        expect(JSON.parse(printed), name).toEqual(manifest);
      }
    }
  } finally {
    await nginx.stop();
    await registry.stop();
  }
});
