import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { MYCHART } from '../support/charts.ts';
import { startServer } from '../support/server.ts';
import { chooseFolder, expect, push, test } from './site.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

test('a plain static host, at a path of its own, reaches a registry directly', async ({
  page,
  site,
}) => {
  const dist = process.env['CHARTROOM_DIST'] ?? 'dist';
  const host = await startServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname;
    const file = path.replace(/^\/pages\/chartroom\//, '') || 'index.html';
    try {
      const body = await readFile(join(dist, file));
      response.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream');
      response.end(body);
    } catch {
      response.writeHead(404, { 'Content-Type': 'text/html' }).end('<h1>Not found</h1>');
    }
  });
  try {
    const reference = `${site.registry.host}/static/mychart:latest`;
    await page.goto(`${host.url}/pages/chartroom/`);
    await chooseFolder(page, MYCHART);
    await expect(page.getByRole('checkbox', { name: /proxy/ })).toHaveCount(0);
    await page.getByRole('textbox', { name: 'Reference' }).fill(reference);
    await push(page, reference);

    await page.goto(`${host.url}/pages/chartroom/#/pull`);
    await page.getByRole('textbox', { name: 'Reference' }).fill(reference);
    await page.getByRole('button', { name: 'Pull', exact: true }).click();
    await expect(page.getByRole('heading', { name: /mychart/ })).toBeVisible();
  } finally {
    await host.stop();
  }
});
