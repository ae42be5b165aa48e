/** A registry that answers otherwise than most: real Distribution behind a server that alters it. */
import type { ServerResponse } from 'node:http';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { writeChart } from '../support/charts.ts';
import { forward } from '../support/forward.ts';
import { startNginx } from '../support/nginx.ts';
import { startServer } from '../support/server.ts';
import { chooseFolder, expect, manifestOf, ROUTES, test, versionLinks } from './site.ts';

const REPOSITORY = 'habits/sample';
const LIST = `/v2/${REPOSITORY}/tags/list`;
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const INDEX = 'application/vnd.oci.image.index.v1+json';
const CORS = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': 'Link' };

/** Two pages of tags, linked by a header with all that its grammar allows. */
const PAGES = {
  [`${LIST}?n=1000`]: {
    tags: ['1.0.0'],
    link: `<${LIST}?n=1>; title="first, </v2/>; rel=next"; rel="first", <${LIST}?n=1000&last=1.0.0>; title="a, b"; rel="preload next"`,
  },
  [`${LIST}?n=1000&last=1.0.0`]: { tags: ['bundled'], link: `<${LIST}?n=1000>; rev="next"` },
};

test('a name below localhost is reached by http, as k3d names its registry', async ({
  page,
  site,
  folder,
}) => {
  const nginx = await startNginx({
    root: process.env['CHARTROOM_DIST'] ?? 'dist',
    direct: ['http://*.localhost:*'],
  });
  try {
    const host = `k3d-registry.${site.registry.host}`;
    await page.goto(nginx.url);
    await chooseFolder(page, writeChart(join(folder, 'sample'), { name: 'sample' }));
    await page.getByRole('textbox', { name: 'Reference' }).fill(`OCI://${host}/k3d/sample:1.0.0@`);
    await page.getByRole('button', { name: 'Push', exact: true }).click();
    const status = page.getByRole('status').filter({ hasText: `Pushed ${host}/k3d/sample:1.0.0` });
    await expect(status).toBeVisible();
    expect((await manifestOf(`${site.registry.host}/k3d/sample:1.0.0`)).type).toBe(MANIFEST);
  } finally {
    await nginx.stop();
  }
});

for (const route of ROUTES) {
  test(`mounts and HEAD that fail, Links in full, a signature in an index: ${route}`, async ({
    page,
    site,
    folder,
  }) => {
    let chart = { digest: '', size: 0 };
    const answer = (response: ServerResponse, type: string, body: object, link = '') => {
      const headers = { ...CORS, 'Content-Type': type, ...(link && { Link: link }) };
      response.writeHead(200, headers).end(JSON.stringify(body));
    };
    const registry = await startServer((request, response) => {
      const { method, url = '' } = request;
      const listed = Object.entries(PAGES).find(([path]) => path === url)?.[1];
      if (method === 'POST' && url.includes('mount=')) return response.writeHead(500).end();
      if (method === 'HEAD' && url.includes('/manifests/')) {
        return response.writeHead(501, CORS).end();
      }
      if (method === 'GET' && listed) {
        return answer(response, 'application/json', { tags: listed.tags }, listed.link);
      }
      if (method === 'GET' && url.endsWith('/manifests/bundled')) {
        const digest = `sha256:${createHash('sha256').update('a signature').digest('hex')}`;
        const mediaType = 'application/vnd.dev.sigstore.bundle.v0.3+json';
        const manifests = [
          { mediaType, digest, size: 11 },
          { mediaType, digest: `sha384:${'ab'.repeat(48)}`, size: 11 },
          { mediaType: MANIFEST, ...chart },
        ];
        return answer(response, INDEX, { schemaVersion: 2, mediaType: INDEX, manifests });
      }
      return forward(site.registry.host, request, response);
    });
    const host = route === 'proxy' ? 'habits.example.org' : registry.host;
    const nginx = await startNginx({
      root: process.env['CHARTROOM_DIST'] ?? 'dist',
      registries: { 'habits.example.org': registry.url.replace('localhost', '127.0.0.1') },
      direct: ['http://localhost:*'],
    });
    try {
      const reference = `${host}/${REPOSITORY}:1.0.0`;
      await page.goto(nginx.url);
      await chooseFolder(page, writeChart(join(folder, 'sample'), { name: 'sample' }));
      await page.getByRole('textbox', { name: 'Reference' }).fill(reference);
      await page.getByRole('button', { name: 'Push', exact: true }).click();
      const pushed = page.getByRole('status').filter({ hasText: `Pushed ${reference}` });
      await expect(pushed).toBeVisible();
      const { digest, text } = await manifestOf(`${site.registry.host}/${REPOSITORY}:1.0.0`);
      chart = { digest, size: text.length };

      const repository = `/#/registry/${encodeURIComponent(host)}/repository/${encodeURIComponent(REPOSITORY)}`;
      await page.goto(nginx.url + repository);
      const versions = versionLinks(page);
      await expect(versions).toHaveText(['1.0.0', 'bundled']);
      await versions.getByText('bundled').click();
      await expect(page.getByRole('heading', { name: 'sample 1.0.0' })).toBeVisible();
    } finally {
      await nginx.stop();
      await registry.stop();
    }
  });
}
