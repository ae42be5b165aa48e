/** What the connection check prints is pasted where it says, and cures. */
import { parse } from 'yaml';
import { isOpensslAvailable } from '../support/certificate.ts';
import { MYCHART } from '../support/charts.ts';
import { startNginx } from '../support/nginx.ts';
import { startPlainNginx } from '../support/plain-nginx.ts';
import { notInstalled } from '../support/programs.ts';
import { isHtpasswdAvailable, startRegistry } from '../support/registry.ts';
import { startServer, type RunningServer } from '../support/server.ts';
import { startTokenServer } from '../support/token-server.ts';
import { check, failures, finished, line, offered, pasted } from './checking.ts';
import { chooseFolder, expect, push, test } from './site.ts';

const DIST = process.env['CHARTROOM_DIST'] ?? 'dist';
const CAPTAIN = { user: 'captain', password: 'pässword:1' };

/** The settings that a user interface for registries asks for, and that many registries have. */
const JOXIT = {
  'Access-Control-Allow-Origin': ['*'],
  'Access-Control-Allow-Methods': ['HEAD', 'GET', 'OPTIONS', 'DELETE'],
  'Access-Control-Allow-Headers': ['Authorization', 'Accept', 'Cache-Control'],
  'Access-Control-Max-Age': ['1728000'],
  'Access-Control-Expose-Headers': ['Docker-Content-Digest'],
};

const byNumber = ({ host }: { host: string }) => host.replace('localhost', '127.0.0.1');

test('Distribution: a list of headers without Content-Type', async ({ page, site }) => {
  const short = await startRegistry({ headers: JOXIT });
  let settings: string;
  try {
    const lines = await check(page, site.url, short.host);
    expect(failures(lines)).toEqual([
      'Fail Header allowed: Content-Type',
      'Fail Method allowed: PUT',
      'Fail Method allowed: PATCH',
    ]);
    await expect(line(page, 'Header allowed: Content-Type')).toContainText('certain');
    await expect(page.getByLabel('Where')).toHaveValue('distribution');
    settings = (await offered(page))[0]?.text ?? '';
  } finally {
    await short.stop();
  }
  const { http } = parse(settings) as { http: { headers: Record<string, string[]> } };
  const registry = await startRegistry({ headers: http.headers });
  try {
    expect(failures(await check(page, site.url, registry.host))).toEqual([]);
    await page.goto(site.url);
    await chooseFolder(page, MYCHART);
    const reference = `${registry.host}/joxit:1`;
    await page.getByRole('textbox', { name: 'Reference' }).fill(reference);
    await push(page, reference);
  } finally {
    await registry.stop();
  }
});

test.describe('nginx in front of a registry', () => {
  const cases = [
    ['whose answers carry no CORS headers, and that asks for a sign-in', { cors: false }, ''],
    [
      'whose Access-Control-Allow-Origin comes twice',
      {},
      'add_header Access-Control-Allow-Origin * always;',
    ],
  ] as const;
  for (const [name, options, more] of cases) {
    test(name, async ({ page, site }) => {
      test.skip(!isHtpasswdAvailable(), notInstalled('htpasswd'));
      const htpasswd = 'cors' in options ? CAPTAIN : undefined;
      const registry = await startRegistry({ ...options, htpasswd });
      const broken = await startPlainNginx(
        `location / { ${more} proxy_pass http://${byNumber(registry)}; }`,
      );
      let cured: RunningServer | undefined;
      try {
        const lines = await check(page, site.url, broken.host);
        expect(failures(lines)).toEqual(['Fail Answers can be read']);
        await expect(line(page, 'Answers can be read')).toContainText('or comes twice');
        await expect(page.getByLabel('Where')).toHaveValue('nginx');
        const [{ text } = { text: '' }] = await offered(page);
        cured = await startPlainNginx(text.replace('127.0.0.1:5000', byNumber(registry)));
        expect(failures(await check(page, site.url, cured.host))).toEqual([]);
      } finally {
        await cured?.stop();
        await broken.stop();
        await registry.stop();
      }
    });
  }

  test('that gives itself another address: what it must be passed, and nothing else', async ({
    page,
  }) => {
    const registry = await startRegistry();
    const location = (more: string) =>
      `location / { ${more} proxy_pass http://${byNumber(registry)}; }`;
    const astray = await startPlainNginx(location('proxy_set_header Host registry:5000;'));
    const nginx = await startNginx({ root: DIST, registries: { [astray.host]: astray.url } });
    let cured: RunningServer | undefined;
    let site: typeof nginx | undefined;
    const checkPushing = async (url: string, host: string) => {
      await check(page, url, host);
      await page.getByLabel('Repository to try').fill('one');
      await page.getByRole('button', { name: 'Check pushing too' }).click();
      return failures(await finished(page));
    };
    try {
      expect(await checkPushing(nginx.url, astray.host)).toEqual(['Fail May push']);
      await expect(line(page, 'May push')).toContainText(
        /wants uploads sent to https?:\/\/registry:5000; nothing was sent there/,
      );
      await expect(page.getByLabel('Where')).toHaveCount(0);
      const settings = await offered(page);
      expect(settings.map(({ where }) => where)).toEqual([
        'nginx in front of the registry, in the location that leads to it',
      ]);
      cured = await startPlainNginx(location(settings[0]?.text ?? ''));
      site = await startNginx({ root: DIST, registries: { [cured.host]: cured.url } });
      expect(await checkPushing(site.url, cured.host)).toEqual([]);
    } finally {
      await Promise.all([nginx.stop(), site?.stop(), cured?.stop(), astray.stop()]);
      await registry.stop();
    }
  });
});

test.describe('this site’s nginx.conf', () => {
  test.describe('a registry that the page may not reach', () => {
    test.use({ stoppedByPolicy: true });

    test('is reached through the proxy', async ({ page }) => {
      const registry = await startRegistry({ cors: false });
      const deployment = { root: DIST, registries: { 'ghcr.io': 'https://ghcr.io' }, direct: [] };
      const before = await startNginx(deployment);
      let after: typeof before | undefined;
      try {
        const lines = await check(page, before.url, registry.host);
        expect(failures(lines)).toEqual(['Fail Allowed by this site']);
        await expect(page.getByLabel('Where')).toHaveValue('proxy');
        const settings = await offered(page);
        after = await startNginx(deployment, (conf) => pasted(conf, settings));
        expect(failures(await check(page, after.url, registry.host))).toEqual([]);
        await expect(line(page, 'How it is reached')).toContainText('proxy');
      } finally {
        await Promise.all([before.stop(), after?.stop(), registry.stop()]);
      }
    });
  });

  test('a token server that the proxy doesn’t serve', async ({ page }) => {
    test.skip(!isOpensslAvailable(), notInstalled('openssl'));
    const tokens = await startTokenServer({ anonymousPull: true });
    const registry = await startRegistry({ token: tokens.settings });
    const deployment = { root: DIST, registries: { [registry.host]: registry.url } };
    const before = await startNginx(deployment);
    let after: typeof before | undefined;
    const tried = async (url: string) => {
      await check(page, url, registry.host);
      await page.getByLabel('Repository to try').fill('one');
      await page.getByRole('button', { name: 'Check again' }).click();
      return failures(await finished(page));
    };
    try {
      expect(await tried(before.url)).toEqual(['Fail May pull']);
      await expect(line(page, 'May pull')).toContainText(
        `This site’s proxy doesn’t serve ${tokens.host} (for ${registry.host}); nothing was sent there.`,
      );
      await expect(page.getByLabel('Where')).toHaveCount(0);
      const settings = await offered(page);
      after = await startNginx(deployment, (conf) => pasted(conf, settings));
      expect(await tried(after.url)).toEqual([]);
    } finally {
      await Promise.all([before.stop(), after?.stop(), registry.stop(), tokens.stop()]);
    }
  });

  test('a registry that is down: nothing is offered that is set already', async ({ page }) => {
    const host = 'localhost:1';
    const nginx = await startNginx({ root: DIST, registries: { [host]: 'http://127.0.0.1:1' } });
    try {
      expect(failures(await check(page, nginx.url, host))).toEqual(['Fail Reachable']);
      await expect(line(page, 'Reachable')).toContainText(
        `This site’s proxy gets no answer from ${host}; is it running?`,
      );
      await expect(page.getByRole('region', { name: 'What to set' })).toHaveCount(0);
    } finally {
      await nginx.stop();
    }
  });
});

test.describe('a page of the network in place of the registry', () => {
  let page: RunningServer;
  /** Every request is sent to that page, as networks do before a sign-in. */
  let portal: RunningServer;
  test.beforeAll(async () => {
    page = await startServer((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<p>Sign in to this network.');
    });
  });
  test.afterEach(() => portal.stop());
  test.afterAll(() => page.stop());

  const leadingTo = (url: string) =>
    startServer((_, response) => response.writeHead(302, { Location: url }).end());

  test('is one of the causes that are named', async ({ page: tab, site }) => {
    portal = await leadingTo(page.url);
    expect(failures(await check(tab, site.url, portal.host))).toEqual(['Fail Answers can be read']);
    await expect(line(tab, 'Reachable')).toContainText('Something answers there.');
    await expect(line(tab, 'Answers can be read')).toContainText('sign-in page of its own');
  });

  test.describe('at an address that the site’s policy blocks', () => {
    test.use({ stoppedByPolicy: true });

    test('is no refusal by the site', async ({ page: tab, site }) => {
      portal = await leadingTo(page.url.replace('localhost', '127.0.0.1'));
      const lines = await check(tab, site.url, portal.host);
      expect(failures(lines)).toEqual(['Fail Answers can be read']);
      expect(lines).toContain('Pass Allowed by this site');
      await expect(line(tab, 'Answers can be read')).toContainText('redirects to another address');
      await expect(tab.getByRole('region', { name: 'What to set' })).toHaveCount(0);
      await tab.goto(`${site.url}/#/chart/${encodeURIComponent(`${portal.host}/mychart:1`)}`);
      await expect(tab.getByRole('alert')).toContainText(
        `${portal.host} redirects to another address, which this site doesn’t let its page reach.`,
      );
    });
  });
});

test('a registry that takes requests and says nothing', async ({ page, site }) => {
  const silent = await startServer(() => undefined);
  try {
    await page.clock.install();
    const asked = page.waitForRequest((request) => request.url().startsWith(silent.url));
    await page.goto(`${site.url}/#/registry/${encodeURIComponent(silent.host)}/check`);
    await asked;
    await page.clock.fastForward(16_000);
    expect(failures(await finished(page))).toEqual(['Fail Reachable']);
    await expect(line(page, 'Reachable')).toContainText('sent nothing for a quarter of a minute');
  } finally {
    await silent.stop();
  }
});
