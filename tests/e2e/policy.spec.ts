import { startServer } from '../support/server.ts';
import { expect, test } from './site.ts';

/**
 * What each line of nginx.conf's Content-Security-Policy stops, tried in the page itself; but
 * for manifest-src, since a browser without a window asks for no manifest.
 */
const STOPPED: Record<string, (elsewhere: string) => unknown> = {
  'default-src': (url) => document.body.append(Object.assign(new Audio(), { src: url })),
  'frame-src': (url) => {
    document.body.append(Object.assign(document.createElement('iframe'), { src: url }));
  },
  'script-src-elem': (url) => {
    const policy = trustedTypes.createPolicy('default', { createScriptURL: (text) => text });
    const script = document.createElement('script');
    script.src = policy.createScriptURL(url) as never;
    document.body.append(script);
  },
  'style-src-elem': () => {
    const style = document.createElement('style');
    style.textContent = 'body { color: red }';
    document.body.append(style);
  },
  'style-src-attr': () => document.body.setAttribute('style', 'color: red'),
  'img-src': (url) => (new Image().src = url),
  'font-src': (url) => new FontFace('elsewhere', `url(${url})`).load().catch(() => {}),
  'connect-src': (url) => fetch(url.replace('localhost', '127.0.0.1')).catch(() => {}),
  'worker-src': () => {
    const policy = trustedTypes.createPolicy('default', { createScriptURL: (text) => text });
    new Worker(policy.createScriptURL('data:text/javascript,') as never);
  },
  'base-uri': (url) => {
    document.head.append(Object.assign(document.createElement('base'), { href: url }));
  },
  'form-action': () => {
    const form = document.createElement('form');
    document.body.append(form);
    form.submit();
  },
  'require-trusted-types-for': () => (document.body.innerHTML = '<p>text</p>'),
  'trusted-types': () => trustedTypes.createPolicy('another', {}),
};

declare const trustedTypes: {
  createPolicy(
    name: string,
    rules: { createScriptURL?(text: string): string },
  ): { createScriptURL(text: string): unknown };
};

test.describe('the policy of nginx.conf stops', () => {
  test.use({ stoppedByPolicy: true });

  for (const [directive, attempt] of Object.entries(STOPPED)) {
    test(`what ${directive} is for`, async ({ page, site }) => {
      await page.goto(site.url);
      await page.evaluate(() => {
        Object.assign(globalThis, { stopped: [] });
        addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
          (globalThis as unknown as { stopped: string[] }).stopped.push(effectiveDirective);
        });
      });
      // Not wrapped in a function of the test's own: the page allows no `eval`.
      await page.evaluate(attempt, `${site.registry.url}/elsewhere`).catch(() => undefined);
      const stopped = () =>
        page.evaluate(() => (globalThis as unknown as { stopped: string[] }).stopped);
      await expect.poll(stopped).toContain(directive === 'default-src' ? 'media-src' : directive);
    });
  }

  test('what frame-ancestors is for: no other site shows the page in a frame', async ({
    page,
    site,
  }) => {
    const other = await startServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end(`<h1>Other</h1><iframe src="${site.url}"></iframe>`);
    });
    try {
      await page.goto(other.url);
      await expect(page.getByRole('heading', { name: 'Other' })).toBeVisible();
      const [, frame] = page.frames();
      await expect.poll(() => frame?.url()).toMatch(/^chrome-error:/);
    } finally {
      await other.stop();
    }
  });
});
