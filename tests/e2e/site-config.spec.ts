import type { Page } from 'playwright/test';
import { forward } from '../support/forward.ts';
import { startNginx } from '../support/nginx.ts';
import { startServer } from '../support/server.ts';
import { expect, test } from './site.ts';

test.use({ serviceWorkers: 'allow' });

const root = process.env['CHARTROOM_DIST'] ?? 'dist';

/** The page of a registry that the site's proxy serves, reached through that proxy. */
async function expectProxied(page: Page): Promise<void> {
  const choice = page.getByRole('checkbox', { name: "Through this site's proxy" });
  await expect(choice).toBeChecked();
  await expect(page.getByRole('alert')).toHaveCount(0);
}

for (const passing of [true, false]) {
  test(`a config.json that fails ${passing ? 'once' : 'for a while'} doesn’t turn the proxy off`, async ({
    page,
    site,
  }) => {
    let fails = true;
    const front = await startServer((request, response) => {
      if (request.url === '/config.json' && fails) {
        fails = !passing;
        response.writeHead(502).end('<h1>502</h1>');
      } else {
        forward(new URL(site.url).host, request, response);
      }
    });
    try {
      await page.goto(`${front.url}/#/registry/${encodeURIComponent(site.registry.host)}`);
      if (!passing) {
        const alert = page.getByRole('alert');
        await expect(alert).toContainText('This site answers with HTTP 502');
        await expect(alert).not.toContainText('nginx.conf');
        fails = false;
        await alert.getByRole('button', { name: 'Go on' }).click();
      }
      await expectProxied(page);
      await page.getByRole('tab', { name: 'Connection check' }).click();
      const outcome = page.getByRole('status').filter({ hasText: /pass/ });
      await expect(outcome).toContainText(', 0 fail, ');
    } finally {
      await front.stop();
    }
  });
}

test('a page that is opened while its site is away uses the proxy once the site is back', async ({
  page,
  site,
}) => {
  const { registry } = site;
  const deployment = { root, registries: { [registry.host]: registry.url } };
  const nginx = await startNginx(deployment);
  const address = `${nginx.url}/#/registry/${encodeURIComponent(registry.host)}`;
  const port = Number(new URL(nginx.url).port);
  let again: typeof nginx | undefined;
  try {
    await page.goto(address);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await nginx.stop();

    // The way that was known in the last visit is offered still.
    await page.reload();
    await expect(page.getByRole('alert')).toContainText(
      'This site gives no answer, and its proxy is the way to',
    );
    await expect(page.getByRole('checkbox', { name: "Through this site's proxy" })).toBeChecked();

    await page.evaluate(() => localStorage.clear());
    await page.reload();
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('This site gives no answer');
    again = await startNginx({ ...deployment, port });
    await alert.getByRole('button', { name: 'Go on' }).click();
    await expectProxied(page);
  } finally {
    await (again ?? nginx).stop();
  }
});
