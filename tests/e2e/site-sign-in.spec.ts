import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startNginx, type Deployment } from '../support/nginx.ts';
import { isHtpasswdAvailable, startRegistry, type RunningRegistry } from '../support/registry.ts';
import { aim, chooseFolder, expect, test } from './site.ts';

const MYCHART = 'tests/fixtures/mychart';
const account = { user: 'mate', password: 'secret' };

test.use({ httpCredentials: { username: 'site', password: 'door' } });

async function guarded(folder: string, registry: RunningRegistry, deployment: Deployment) {
  const passwords = join(folder, 'passwords');
  writeFileSync(passwords, 'site:{PLAIN}door\n');
  return startNginx({
    root: process.env['CHARTROOM_DIST'] ?? 'dist',
    registries: { [registry.host]: registry.url },
    passwords,
    ...deployment,
  });
}

test('with a password in front of the site, a push signs in to the registry', async ({
  page,
  folder,
}) => {
  test.skip(!isHtpasswdAvailable(), 'htpasswd is not installed');
  const registry = await startRegistry({ htpasswd: account });
  const nginx = await guarded(folder, registry, { signIn: true });
  try {
    const reference = `${registry.host}/guarded/mychart:1`;
    await page.goto(nginx.url);
    await chooseFolder(page, MYCHART);
    await aim(page, reference);
    await page.getByRole('button', { name: 'Push', exact: true }).click();
    await page.getByLabel('Username').fill(account.user);
    await page.getByLabel('Password').fill(account.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.getByRole('status').filter({ hasText: `Pushed ${reference}` })).toBeVisible();
  } finally {
    await nginx.stop();
    await registry.stop();
  }
});

test('a password of the site that the page isn’t told of is told as the site’s', async ({
  page,
  folder,
}) => {
  const registry = await startRegistry();
  const nginx = await guarded(folder, registry, {});
  try {
    await page.goto(nginx.url);
    await chooseFolder(page, MYCHART);
    await aim(page, `${registry.host}/guarded/mychart:1`);
    await page.getByRole('button', { name: 'Push', exact: true }).click();
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('At this site’s proxy');
    await expect(alert).toContainText('This site itself wants a sign-in');
    await expect(alert).toContainText('$site_wants_sign_in');
    await expect(alert.getByRole('button', { name: /^Sign in/ })).toHaveCount(0);
  } finally {
    await nginx.stop();
    await registry.stop();
  }
});
