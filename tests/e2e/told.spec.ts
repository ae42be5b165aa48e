/** What a person is told of a failure: whose answer it was, and what can be done. */
import type { Page } from 'playwright/test';
import { MYCHART } from '../support/charts.ts';
import { startNginx, type RunningNginx } from '../support/nginx.ts';
import { startPlainNginx } from '../support/plain-nginx.ts';
import { startRegistry } from '../support/registry.ts';
import { startServer, type RunningServer } from '../support/server.ts';
import { check, failures } from './checking.ts';
import { aim, chooseFolder, expect, ROUTES, test, type Route } from './site.ts';

const DIST = process.env['CHARTROOM_DIST'] ?? 'dist';
const PAGE = '<!doctype html><title>Welcome</title><p>Sign in to this network.</p>';
const DOCKER_HUB =
  'You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit';
const LOCKED = 'The operation is disallowed on this registry, repository or image.';

/** A server in the place of a registry, and the page that reaches it by its proxy and directly. */
interface Stage {
  server: RunningServer;
  nginx: RunningNginx;
  stop(): Promise<void>;
}

async function stage(listener: Parameters<typeof startServer>[0]): Promise<Stage> {
  const server = await startServer((request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type');
    response.setHeader('Access-Control-Allow-Methods', 'PUT, PATCH, DELETE');
    response.setHeader('Access-Control-Expose-Headers', '*');
    if (request.method === 'OPTIONS') return response.writeHead(204).end();
    request.resume();
    return listener(request, response);
  });
  const nginx = await startNginx({
    root: DIST,
    registries: { [server.host]: server.url },
    direct: ['http://localhost:*'],
  });
  const stop = async () => {
    await Promise.all([server.stop(), nginx.stop()]);
  };
  return { server, nginx, stop };
}

async function beginPush(page: Page, url: string, reference: string, route: Route) {
  await page.goto(url);
  await chooseFolder(page, MYCHART);
  await aim(page, reference, route);
  await page.getByRole('button', { name: 'Push', exact: true }).click();
}

test('a registry that is down behind the proxy: soon, with the way to the check', async ({
  page,
}) => {
  const host = 'localhost:1';
  const nginx = await startNginx({ root: DIST, registries: { [host]: 'http://127.0.0.1:1' } });
  try {
    await page.goto(nginx.url);
    await chooseFolder(page, MYCHART);
    await aim(page, `${host}/mychart:1`);
    let asked = 0;
    page.on('request', (request) => {
      if (request.url().includes(`/registry/${host}/`)) asked += 1;
    });
    await page.getByRole('button', { name: 'Push', exact: true }).click();
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('At this site’s proxy');
    // What the proxy has no answer for is asked once more, not with growing pauses.
    expect(asked).toBeLessThanOrEqual(2);
    await expect(alert).toContainText(
      `This site’s proxy gets no answer from ${host}; is it running?`,
    );
    await alert.getByRole('link', { name: `Check the connection to ${host}` }).click();
    await expect(page.getByRole('list', { name: 'Connection check' })).toContainText(
      'is it running?',
    );
  } finally {
    await nginx.stop();
  }
});

for (const route of ROUTES) {
  test.describe(`a web page for everything, ${route}`, () => {
    let site: Stage;
    test.beforeAll(async () => {
      site = await stage((_, response) => {
        response.writeHead(200, { 'Content-Type': 'text/html' }).end(PAGE);
      });
    });
    test.afterAll(() => site.stop());

    const told = 'answers, but not as a registry: with a web page';

    /** Opens the registry's page, reached by this way. */
    async function open(page: Page, part = '') {
      await page.goto(
        `${site.nginx.url}/#/registry/${encodeURIComponent(site.server.host)}${part}`,
      );
      await page.getByRole('checkbox', { name: /proxy/ }).setChecked(route === 'proxy');
    }

    test('fails the check', async ({ page }) => {
      await open(page);
      const lines = await check(page, site.nginx.url, site.server.host);
      expect(failures(lines)).toEqual(['Fail Answers as a registry']);
      expect(lines.filter((line) => / (May|Sign-in|Preflight)/.test(line))).toEqual([]);
    });

    test('signs nobody in', async ({ page }) => {
      await open(page);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.getByLabel('Username').fill('captain');
      await page.getByLabel('Password').fill('any');
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await expect(page.getByRole('alert').filter({ hasText: told })).not.toHaveCount(0);
      await expect(page.getByText('Signed in as')).toHaveCount(0);
    });

    test('is pushed nothing to, and lists nothing', async ({ page }) => {
      await beginPush(page, site.nginx.url, `${site.server.host}/mychart:1`, route);
      await expect(page.getByRole('alert')).toContainText(told);
      await expect(page.getByText('holds other content')).toHaveCount(0);
      await open(page);
      await expect(page.getByRole('alert')).toContainText(told);
    });
  });

  test(`Docker Hub’s words for too many requests are kept, ${route}`, async ({ page }) => {
    const site = await stage((request, response) => {
      if (request.url === '/v2/') return response.writeHead(200).end('{}');
      const errors = [{ code: 'TOOMANYREQUESTS', message: DOCKER_HUB }];
      return response.writeHead(429, { 'Retry-After': '3600' }).end(JSON.stringify({ errors }));
    });
    try {
      await page.goto(site.nginx.url);
      await page.goto(`${site.nginx.url}/#/registry/${encodeURIComponent(site.server.host)}`);
      await page.getByRole('checkbox', { name: /proxy/ }).setChecked(route === 'proxy');
      const alert = page.getByRole('alert');
      await expect(alert).toContainText(DOCKER_HUB);
      await expect(alert).toContainText('Try again in 60 minutes.');
      await expect(
        page.getByRole('button', { name: `Sign in to ${site.server.host}` }),
      ).toBeVisible();
    } finally {
      await site.stop();
    }
  });
}

test('a deletion that is locked is told in the registry’s words', async ({ page }) => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const site = await stage((request, response) => {
    const { method, url = '' } = request;
    if (method === 'DELETE') {
      const errors = [{ code: 'UNSUPPORTED', message: LOCKED }];
      return response.writeHead(405).end(JSON.stringify({ errors }));
    }
    if (url.includes('/tags/list')) return response.end('{"name":"locked","tags":["1.0.0"]}');
    if (!url.includes('/manifests/')) return response.end('{}');
    return response
      .writeHead(200, {
        'Content-Type': 'application/vnd.oci.image.manifest.v1+json',
        'Docker-Content-Digest': digest,
        'Content-Length': 2,
      })
      .end(method === 'HEAD' ? undefined : '{}');
  });
  try {
    const place = `${encodeURIComponent(site.server.host)}/repository/locked`;
    await page.goto(`${site.nginx.url}/#/registry/${place}`);
    await page.getByRole('button', { name: 'Delete 1.0.0…' }).click();
    await page.getByLabel('Type 1.0.0 to delete it').fill('1.0.0');
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    const alert = page.getByRole('alert');
    await expect(alert).toContainText(LOCKED.slice(0, -1));
    await expect(alert).not.toContainText('switched off');
  } finally {
    await site.stop();
  }
});

test('a minute of silence is told as that, not as CORS', async ({ page, site }) => {
  const silent = await startServer(() => undefined);
  try {
    await page.clock.install();
    const asked = page.waitForRequest((request) => request.url().startsWith(silent.url));
    await page.goto(`${site.url}/#/chart/${encodeURIComponent(`${silent.host}/mychart:1`)}`);
    await asked;
    const alert = page.getByRole('alert');
    // The registry is asked before the code that counts the minute has come: the clock is put forward
    // until it counts.
    await expect(async () => {
      await page.clock.fastForward(61_000);
      const told = `No answer from ${silent.host} within 1 minute.`;
      await expect(alert).toContainText(told, { timeout: 2_000 });
    }).toPass();
    await expect(alert).not.toContainText('CORS');
  } finally {
    await silent.stop();
  }
});

test('a Location that the page can’t read is told as hidden', async ({ page, site }) => {
  const registry = await startRegistry({
    headers: {
      'Access-Control-Allow-Origin': ['*'],
      'Access-Control-Allow-Methods': ['GET, PUT, PATCH, DELETE'],
      'Access-Control-Allow-Headers': ['Authorization, Content-Type'],
    },
  });
  try {
    await page.goto(site.url);
    await chooseFolder(page, MYCHART);
    await page.getByRole('textbox', { name: 'Reference' }).fill(`${registry.host}/hidden:1`);
    await page.getByRole('button', { name: 'Push', exact: true }).click();
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('can’t read where to send it');
    await expect(alert).toContainText('Access-Control-Expose-Headers has to name Location');
    await expect(alert.getByRole('link', { name: /^Check the connection/ })).toBeVisible();
  } finally {
    await registry.stop();
  }
});

test('a sign-in in front of the site that has run out, for reading and for uploads', async ({
  page,
}) => {
  const login = await startServer((_, response) => response.end('<p>Sign in.'));
  const registry = await startRegistry();
  const inner = await startNginx({
    root: DIST,
    registries: { [registry.host]: registry.url },
  });
  const address = inner.url.replace('localhost', '127.0.0.1');
  /** The site behind a server that sends requests by these methods to its own page. */
  const behind = (methods: string) =>
    startPlainNginx(
      `location / { if ($request_method = OPTIONS) { return 204; } proxy_pass ${address}; proxy_set_header Host $http_host; client_max_body_size 0; }\n` +
        `location /registry/ { if ($request_method ~ "${methods}") { return 302 ${login.url}/; } proxy_pass ${address}; proxy_set_header Host $http_host; }`,
    );
  try {
    for (const methods of ['GET|HEAD', 'POST']) {
      const outer = await behind(methods);
      try {
        await beginPush(page, outer.url, `${registry.host}/mychart:${methods.length}`, 'proxy');
        const alert = page.getByRole('alert');
        await expect(alert).toContainText('At this site’s proxy');
        await expect(alert).toContainText('This site itself wants a sign-in');
      } finally {
        await outer.stop();
      }
    }
  } finally {
    await Promise.all([inner.stop(), registry.stop(), login.stop()]);
  }
});
