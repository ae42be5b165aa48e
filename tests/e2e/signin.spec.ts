import type { IncomingMessage } from 'node:http';
import type { Page } from 'playwright/test';
import { isOpensslAvailable } from '../support/certificate.ts';
import { MYCHART, writeChart } from '../support/charts.ts';
import { startNginx, type RunningNginx } from '../support/nginx.ts';
import { notInstalled } from '../support/programs.ts';
import { startRegistryFront, type RunningRegistryFront } from '../support/registry-front.ts';
import { isHtpasswdAvailable, startRegistry, type RunningRegistry } from '../support/registry.ts';
import { startServer, type RunningServer } from '../support/server.ts';
import { startTokenServer, type RunningTokenServer } from '../support/token-server.ts';
import { aim, chooseFolder, expect, ROUTES, test } from './site.ts';

const CAPTAIN = { user: 'captain', password: 'pässword:1' };
const BASIC = `Basic ${Buffer.from(`${CAPTAIN.user}:${CAPTAIN.password}`).toString('base64')}`;

/** A registry with sign-in and the page that reaches it: by its proxy, and directly. */
interface Guarded {
  nginx: RunningNginx;
  /** As references name it, by the way it is reached. */
  hosts: Record<(typeof ROUTES)[number], string>;
  stop(): Promise<void>;
}

async function guarded(
  registry: RunningRegistry,
  hosts: Record<string, { of: string; at: string }> = {},
): Promise<Guarded> {
  const nginx = await startNginx({
    root: process.env['CHARTROOM_DIST'] ?? 'dist',
    registries: { [registry.host]: registry.url },
    hosts,
    direct: ['http://localhost:*'],
  });
  const front: RunningRegistryFront = await startRegistryFront({
    registry: registry.host,
    origins: [nginx.url],
  });
  return {
    nginx,
    hosts: { proxy: registry.host, direct: front.host },
    stop: async () => {
      await Promise.all([nginx.stop(), front.stop()]);
    },
  };
}

async function signIn(page: Page, password = CAPTAIN.password, user = CAPTAIN.user) {
  await page.getByLabel('Username').fill(user);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

const pushed = (page: Page, reference: string) =>
  page.getByRole('status').filter({ hasText: `Pushed ${reference}` });

test.describe('htpasswd', () => {
  test.skip(!isHtpasswdAvailable(), notInstalled('htpasswd'));
  let registry: RunningRegistry;
  let site: Guarded;

  test.beforeAll(async () => {
    registry = await startRegistry({ htpasswd: CAPTAIN });
    site = await guarded(registry);
  });
  test.afterAll(async () => {
    await site.stop();
    await registry.stop();
  });

  for (const route of ROUTES) {
    test(`a push that needs a sign-in goes on after it: ${route}`, async ({ page }) => {
      const reference = `${site.hosts[route]}/signed/mychart:${route}`;
      await page.goto(site.nginx.url);
      await chooseFolder(page, MYCHART);
      if (route === 'proxy') await aim(page, reference);
      else await page.getByRole('textbox', { name: 'Reference' }).fill(reference);
      await page.getByRole('combobox', { name: 'Format' }).selectOption('Two layers (2019 demo)');
      await page.getByRole('button', { name: 'Push', exact: true }).click();
      await expect(page.getByLabel('Username')).toBeFocused();

      await signIn(page, 'wrong');
      await expect(page.getByRole('alert').filter({ hasText: 'doesn’t accept' })).toBeVisible();
      await signIn(page);
      await expect(pushed(page, reference)).toBeVisible();
      await expect(page.getByRole('button', { name: 'Push', exact: true })).toBeFocused();
      await expect(page.getByRole('textbox', { name: 'Reference' })).toHaveValue(reference);
      const manifest = await fetch(`${registry.url}/v2/signed/mychart/manifests/${route}`, {
        headers: { Authorization: BASIC, Accept: 'application/vnd.oci.image.manifest.v1+json' },
      });
      expect(manifest.status).toBe(200);
      expect((await manifest.json()).layers).toHaveLength(2);
    });
  }

  test('several charts wait for one sign-in', async ({ page, folder }) => {
    const status = page.getByRole('status').first();
    for (const name of ['anchor', 'beacon', 'compass']) writeChart(`${folder}/${name}`, { name });
    await page.goto(site.nginx.url);
    await page.getByLabel('Chart folder').setInputFiles(folder);
    await page.getByLabel('Registry and path').fill(`${site.hosts.proxy}/many`);
    // Looked up beforehand, and quietly.
    await expect(page.getByRole('group', { name: 'Before the push' })).toContainText(
      'What is there isn’t known',
    );
    await expect(page.getByRole('alert')).toHaveCount(0);
    await page.getByRole('button', { name: 'Push all' }).click();
    await expect(status).toContainText('3 charts, the rest are waiting for a sign-in');
    await expect(page.getByRole('form', { name: /^Sign in to/ })).toHaveCount(1);
    await signIn(page);
    await expect(status).toContainText('3 pushed');
    await expect(page.getByRole('alert')).toHaveCount(0);
  });

  test('where several things wait for a sign-in, there is one form, and the others lead to it', async ({
    page,
    folder,
  }) => {
    const from = `repository: 'oci://${site.hosts.proxy}/none'`;
    const extra = `dependencies: [{ name: a, version: 1.x, ${from} }, { name: b, version: 1.x, ${from} }]\n`;
    await page.goto(site.nginx.url);
    await chooseFolder(page, writeChart(folder, { extra }));
    await page.getByRole('button', { name: 'Fetch missing dependencies' }).click();
    const alerts = page.getByRole('alert').filter({ hasText: 'asks who you are' });
    await expect(alerts).toHaveCount(2);
    await expect(page.getByRole('form', { name: /^Sign in to/ })).toHaveCount(1);
    await page.getByLabel('Username').blur();
    await alerts.getByRole('button', { name: `To the sign-in to ${site.hosts.proxy}` }).click();
    await expect(page.getByLabel('Username')).toBeFocused();
    await signIn(page);
    await expect(alerts).toHaveCount(0);
    await expect(page.getByRole('alert').filter({ hasText: 'There is nothing at' })).toHaveCount(2);
    await expect(page.getByRole('form', { name: /^Sign in to/ })).toHaveCount(0);
  });

  test('a sign-in wanted in mid-run is asked for at once, and the rest go on', async ({
    page,
    folder,
    site: open,
  }) => {
    const status = page.getByRole('status').first();
    for (const name of ['anchor', 'beacon', 'compass']) writeChart(`${folder}/${name}`, { name });
    await page.goto(site.nginx.url);
    await page.getByLabel('Chart folder').setInputFiles(folder);
    await page.getByLabel('Registry and path').fill(`${site.hosts.proxy}/mid-run`);
    // One goes elsewhere, and is under way for as long as this test wants it to be.
    let goOn = () => {};
    const held = new Promise<void>((resolve) => (goOn = resolve));
    await page.route(`${open.registry.url}/**`, async (route) => {
      await held;
      await route.continue();
    });
    await page
      .getByLabel(/^Reference for .*anchor$/)
      .fill(`${open.registry.host}/mid-run/anchor:1`);
    await page.getByRole('button', { name: 'Push all' }).click();
    await signIn(page);
    await expect(status).toContainText('3 charts, 2 pushed');
    await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
    goOn();
    await expect(status).toContainText('3 pushed');
  });

  test('the form is one that password managers know', async ({ page }) => {
    await page.goto(`${site.nginx.url}/#/registry/${encodeURIComponent(site.hosts.proxy)}`);
    const form = page.getByRole('form', { name: `Sign in to ${site.hosts.proxy}` });
    await expect(form.getByLabel('Username')).toHaveAttribute('autocomplete', 'username');
    await expect(form.getByLabel('Password')).toHaveAttribute('autocomplete', 'current-password');
    await expect(form.getByLabel('Password')).toHaveAttribute('type', 'password');
    await page.setViewportSize({ width: 360, height: 480 });
    await signIn(page, 'wrong');
    await expect(form.getByRole('alert')).toBeInViewport();
    await expect(form.getByLabel('Username')).toHaveValue(CAPTAIN.user);
    await signIn(page);
    await expect(page.getByText('Signed in as captain')).toBeVisible();
    await page.getByRole('button', { name: 'Sign in as somebody else' }).click();
    await form.getByLabel('Password').press('Escape');
    await expect(form).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Sign in as somebody else' })).toBeFocused();
  });

  test('a sign-in ends with the page, or with the tab, or when told to', async ({ page }) => {
    const address = `${site.nginx.url}/#/registry/${encodeURIComponent(site.hosts.proxy)}`;
    await page.goto(address);
    await signIn(page);
    await expect(page.getByText('Signed in as captain')).toBeVisible();
    expect(await stored(page)).not.toContain('word:1');
    await page.reload();
    await expect(page.getByText('Not signed in')).toBeVisible();

    await page.getByLabel('Keep for this tab').check();
    await signIn(page);
    await expect(page.getByText('Signed in as captain')).toBeVisible();
    await page.reload();
    await expect(page.getByText('Signed in as captain, kept for this tab')).toBeVisible();
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('word:1');
    const other = await page.context().newPage();
    await other.goto(address);
    await expect(other.getByText('Not signed in')).toBeVisible();

    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByText('Not signed in')).toBeVisible();
    expect(await stored(page)).not.toContain('word:1');
    await expect(page.getByRole('form', { name: /^Sign in to/ })).toBeVisible();
  });

  test('another port of the same host is another registry', async ({ page }) => {
    const heard: IncomingMessage[] = [];
    const other = await startServer((request, response) => {
      heard.push(request);
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader('Access-Control-Allow-Headers', 'Authorization');
      response.setHeader('Access-Control-Expose-Headers', 'WWW-Authenticate');
      response.setHeader('WWW-Authenticate', 'Basic realm="registry"');
      response.writeHead(request.method === 'OPTIONS' ? 204 : 401).end();
    });
    try {
      await page.goto(`${site.nginx.url}/#/registry/${encodeURIComponent(site.hosts.proxy)}`);
      await signIn(page);
      await expect(page.getByText('Signed in as captain')).toBeVisible();
      await page.goto(`${site.nginx.url}/#/registry/${encodeURIComponent(other.host)}`);
      await expect(page.getByText('Not signed in')).toBeVisible();
      await expect(page.getByRole('form', { name: /^Sign in to/ })).toContainText(
        'only after a sign-in',
      );
      expect(heard.length).toBeGreaterThan(0);
      expect(heard.map(({ headers }) => headers.authorization)).toEqual(heard.map(() => undefined));
    } finally {
      await other.stop();
    }
  });
});

async function stored(page: Page): Promise<string> {
  return page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
}

test.describe('a token server on another host', () => {
  test.skip(!isOpensslAvailable(), notInstalled('openssl'));
  let tokens: RunningTokenServer;
  let registry: RunningRegistry;
  let site: Guarded;

  test.beforeAll(async () => {
    tokens = await startTokenServer({
      users: { [CAPTAIN.user]: CAPTAIN.password, reader: 'reader' },
      anonymousPull: true,
    });
    registry = await startRegistry({ token: tokens.settings });
    site = await guarded(registry, {
      [tokens.host]: { of: registry.host, at: `http://${tokens.host}` },
    });
  });
  test.afterAll(async () => {
    await site.stop();
    await registry.stop();
    await tokens.stop();
  });

  test('gets the password once the person agrees to it by name', async ({ page }) => {
    const reference = `${site.hosts.proxy}/tokens/mychart:1`;
    await page.goto(site.nginx.url);
    await chooseFolder(page, MYCHART);
    await aim(page, reference);
    await page.getByRole('button', { name: 'Push', exact: true }).click();
    const signedIn = () => tokens.requests.filter((request) => request.signedIn).length;

    await signIn(page);
    await page.getByRole('button', { name: 'Don’t send them' }).click();
    await expect(page.getByRole('button', { name: 'Don’t send them' })).toBeHidden();
    expect(signedIn()).toBe(0);
    await signIn(page);
    await page.getByRole('button', { name: `Send them to ${tokens.host}` }).click();
    await expect(pushed(page, reference)).toBeVisible();
    expect(signedIn()).toBeGreaterThan(0);
  });

  test('isn’t asked about again after a reload, where the tab keeps the sign-in', async ({
    page,
  }) => {
    await page.goto(`${site.nginx.url}/#/registry/${encodeURIComponent(site.hosts.proxy)}`);
    await page.getByLabel('Keep for this tab').check();
    await signIn(page);
    await page.getByRole('button', { name: `Send them to ${tokens.host}` }).click();
    await expect(page.getByText('Signed in as captain')).toBeVisible();
    const before = tokens.requests.length;
    await page.reload();
    await expect(page.getByText('Signed in as captain')).toBeVisible();
    await expect.poll(() => tokens.requests.slice(before).some((one) => one.signedIn)).toBe(true);
    await expect(page.getByRole('alert')).toBeHidden();
  });

  test('somebody who may only read signs in as somebody else, and goes on', async ({ page }) => {
    const reference = `${site.hosts.proxy}/tokens/mychart:2`;
    await page.goto(site.nginx.url);
    await chooseFolder(page, MYCHART);
    await aim(page, reference);
    await page.getByRole('button', { name: 'Push', exact: true }).click();
    await signIn(page, 'reader', 'reader');
    await page.getByRole('button', { name: `Send them to ${tokens.host}` }).click();
    await expect(page.getByRole('form', { name: /^Sign in to/ })).toBeHidden();
    await page.getByRole('button', { name: `Sign in to ${site.hosts.proxy}` }).click();
    // What the token server is, was agreed to before.
    await signIn(page);
    await expect(pushed(page, reference)).toBeVisible();
  });

  test('is asked when a file is attached to a chart that anybody may read', async ({ page }) => {
    const reference = `${site.hosts.proxy}/tokens/mychart:4`;
    await page.goto(site.nginx.url);
    await chooseFolder(page, MYCHART);
    await aim(page, reference);
    await page.getByRole('button', { name: 'Push', exact: true }).click();
    await signIn(page);
    await page.getByRole('button', { name: `Send them to ${tokens.host}` }).click();
    await expect(pushed(page, reference)).toBeVisible();

    await page.goto(`${site.nginx.url}/#/chart/${encodeURIComponent(reference)}/attached`);
    await page.reload();
    await expect(page.getByText('Nothing is attached to this chart.')).toBeVisible();
    const buffer = Buffer.from('seen');
    await page
      .getByLabel('Attach a file…')
      .setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer });
    await page.getByRole('button', { name: 'Attach', exact: true }).click();
    await signIn(page);
    await page.getByRole('button', { name: `Send them to ${tokens.host}` }).click();
    await expect(page.getByText(/^notes\.txt is attached as sha256:/)).toBeFocused();
    await expect(page.getByRole('list', { name: 'Attached' })).toContainText('notes.txt');
  });
});

test('a registry can’t have the password sent to a listener of its own', async ({ page, site }) => {
  const heard: IncomingMessage[] = [];
  const listener: RunningServer = await startServer((request, response) => {
    heard.push(request);
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Headers', 'Authorization');
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"token":"t"}');
  });
  const registry = await startServer((_request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Expose-Headers', 'WWW-Authenticate');
    response.setHeader('WWW-Authenticate', `Bearer realm="${listener.url}/token",service="s"`);
    response.writeHead(401).end();
  });
  try {
    await page.goto(`${site.url}/#/registry/${encodeURIComponent(registry.host)}`);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await signIn(page);
    await expect(page.getByText(`another host: ${listener.host}`)).toBeVisible();
    await page.getByRole('button', { name: 'Don’t send them' }).click();
    await expect(page.getByText('Not signed in')).toBeVisible();
    expect(heard.filter(({ headers }) => headers.authorization)).toEqual([]);
  } finally {
    await Promise.all([listener.stop(), registry.stop()]);
  }
});

test('an upload that is led elsewhere takes no sign-in along', async ({ page, site }) => {
  const heard: IncomingMessage[] = [];
  const listener = await startServer((request, response) => {
    heard.push(request);
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type');
    response.setHeader('Access-Control-Allow-Methods', 'PUT, DELETE');
    response.writeHead(201).end();
  });
  const registry = await startServer((request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type');
    response.setHeader('Access-Control-Allow-Methods', 'PUT, DELETE');
    response.setHeader('Access-Control-Expose-Headers', 'WWW-Authenticate, Location');
    response.setHeader('WWW-Authenticate', 'Basic realm="registry"');
    response.setHeader('Location', `${listener.url}/v2/a/blobs/uploads/1`);
    const known = request.headers.authorization === BASIC;
    const status = { OPTIONS: 204, POST: 202, HEAD: 404 }[request.method ?? ''] ?? 200;
    response.writeHead(known || status === 204 ? status : 401).end();
  });
  try {
    const reference = `${registry.host}/led/mychart:1`;
    await page.goto(site.url);
    await chooseFolder(page, MYCHART);
    await page.getByRole('textbox', { name: 'Reference' }).fill(reference);
    await page.getByRole('button', { name: 'Push', exact: true }).click();
    await signIn(page);
    await expect(page.getByRole('alert')).toContainText(
      `wants uploads sent to ${listener.url}; nothing was sent there`,
    );
    expect(heard).toEqual([]);
  } finally {
    await Promise.all([listener.stop(), registry.stop()]);
  }
});
