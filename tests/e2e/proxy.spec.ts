import { existsSync } from 'node:fs';
import { chromium } from 'playwright/test';
import { startRawUpstream } from '../nginx/upstream.ts';
import { CHROMIUM_ARGS, chromiumPath } from '../support/browser.ts';
import { startNginx } from '../support/nginx.ts';
import { expect, test } from './site.ts';

const REGISTRY = 'evil.example.org';
const NAME = 'charts.lan';
const SCRIPT = '<script>document.title = "taken"</script>';

test.use({
  serviceWorkers: 'allow',
  launchOptions: {
    args: [...CHROMIUM_ARGS, `--host-resolver-rules=MAP ${NAME} 127.0.0.1`],
    ...(existsSync(chromium.executablePath()) ? {} : { executablePath: chromiumPath() }),
  },
});

/** The site, with a registry on its list that answers everything with these bytes. */
async function behind(answer: string) {
  const upstream = await startRawUpstream(() => answer);
  const nginx = await startNginx({
    root: process.env['CHARTROOM_DIST'] ?? 'dist',
    names: [NAME],
    registries: { [REGISTRY]: upstream.url },
  });
  const stop = () => Promise.all([nginx.stop(), upstream.stop()]);
  return { url: nginx.url, stop };
}

test('an interim answer of a registry can’t delete what the site keeps', async ({ page }) => {
  const end = 'Clear-Site-Data: "*"\r\nContent-Length: 0\r\n\r\n';
  const site = await behind(
    `HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 201 Created\r\nDocker-Content-Digest: sha256:1\r\n${end}`,
  );
  try {
    await page.goto(site.url);
    const kept = await page.evaluate(async (address) => {
      localStorage.setItem('kept', 'yes');
      await (await caches.open('kept')).put('/kept', new Response('yes'));
      await navigator.serviceWorker.ready;
      const statuses: number[] = [];
      for (const method of ['PUT', 'GET', 'HEAD', 'POST', 'DELETE']) {
        const headers = { 'X-Chartroom': '1' };
        statuses.push((await fetch(address, { method, headers })).status);
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
      return {
        statuses,
        setting: localStorage.getItem('kept'),
        cached: await caches.has('kept'),
        worker: (await navigator.serviceWorker.getRegistrations()).length,
      };
    }, `${site.url}/registry/${REGISTRY}/v2/a/blobs/uploads/1`);
    expect(kept).toEqual({
      statuses: [502, 502, 502, 502, 502],
      setting: 'yes',
      cached: true,
      worker: 1,
    });
  } finally {
    await site.stop();
  }
});

for (const [name, answer] of [
  ['a whole answer', `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n${SCRIPT}`],
  ['what nginx takes for HTTP/0.9', `xHTTP/1.1 200 OK\r\n\r\n${SCRIPT}`],
  ['an interim answer', `HTTP/1.1 103 X\r\n\r\nHTTP/1.1 200 OK\r\n\r\n${SCRIPT}`],
] as const) {
  test(`no link leads to a script of a registry: ${name}`, async ({ page }) => {
    const site = await behind(answer);
    try {
      // By a name and plain http, where browsers say nothing in Sec-Fetch-*.
      const url = site.url.replace('localhost', NAME);
      const response = await page.goto(`${url}/registry/${REGISTRY}/v2/x`);
      expect(response?.status()).toBe(403);
      expect(await page.locator('body').textContent()).toContain('PROXY_CALLER');
      await page.goto(url);
      const { status, text } = await page.evaluate(async (address) => {
        const fetched = await fetch(address, { headers: { 'X-Chartroom': '1' } });
        return { status: fetched.status, text: await fetched.text() };
      }, `${url}/registry/${REGISTRY}/v2/x`);
      if (name === 'a whole answer') expect([status, text]).toEqual([200, SCRIPT]);
      else expect(text).toContain('PROXY_ANSWER');
      expect(await page.title()).not.toBe('taken');
    } finally {
      await site.stop();
    }
  });
}
