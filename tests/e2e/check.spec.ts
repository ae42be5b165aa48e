import { parse } from 'yaml';
import { freePort } from '../../scripts/lib/ports.mjs';
import { openSessions } from '../support/artifacts.ts';
import { MYCHART } from '../support/charts.ts';
import { startPlainNginx } from '../support/plain-nginx.ts';
import { notInstalled } from '../support/programs.ts';
import { isHtpasswdAvailable, startRegistry } from '../support/registry.ts';
import { startServer } from '../support/server.ts';
import { check, failures, finished, line } from './checking.ts';
import { chooseFolder, expect, test } from './site.ts';

const CAPTAIN = { user: 'captain', password: 'pässword:1' };

test('an open registry passes, and pushing is tried only when asked', async ({ page, site }) => {
  const registry = await startRegistry();
  try {
    for (const name of ['one', 'two']) {
      await page.goto(site.url);
      await chooseFolder(page, MYCHART);
      await page.getByRole('textbox', { name: 'Reference' }).fill(`${registry.host}/${name}:1`);
      await page.getByRole('button', { name: 'Push', exact: true }).click();
      await expect(page.getByRole('status').filter({ hasText: 'Pushed' })).toBeVisible();
      await page.reload();
    }
    const posts: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') posts.push(request.url());
    });
    const lines = await check(page, site.url, registry.host);
    expect(failures(lines)).toEqual([]);
    expect(lines).toContain('Pass Preflight answered');
    expect(lines).toContain('Pass Method allowed: PUT');
    expect(lines).toContain('Pass Header can be read: Docker-Content-Digest');
    expect(lines).toContain('Pass Header can be read: Link');
    expect(lines).toContain('Pass May pull');
    for (const title of ['May push', 'Deletes', 'Header can be read: Location']) {
      expect(lines).toContain(`Unknown ${title}`);
    }
    expect(posts).toEqual([]);

    await page.getByLabel('Repository to try').fill('one');
    await page.getByRole('button', { name: 'Check pushing too' }).click();
    const all = await finished(page);
    for (const title of ['May push', 'Deletes', 'Header can be read: Location']) {
      expect(all).toContain(`Pass ${title}`);
    }
    expect(posts).toHaveLength(1);
    expect(await openSessions(registry.dataDir, 'one')).toEqual([]);
  } finally {
    await registry.stop();
  }
});

test('through this site’s proxy nothing is in the way', async ({ page, site }) => {
  const lines = await check(page, site.url, site.registry.host);
  expect(failures(lines)).toEqual([]);
  await expect(line(page, 'How it is reached')).toContainText('proxy');
  await expect(line(page, 'Cross-origin rules')).toContainText('Header can be read');
  await expect(page.getByText('only one site')).toHaveCount(1);
});

test('no CORS at all: told apart from no answer, and Distribution’s settings cure it', async ({
  page,
  site,
}) => {
  const bare = await startRegistry({ cors: false });
  let settings: string;
  try {
    const lines = await check(page, site.url, bare.host);
    expect(failures(lines)).toEqual(['Fail Answers can be read']);
    expect(lines).toContain('Pass Reachable');
    await expect(line(page, 'Answers can be read')).toContainText('certain');
    await page.getByLabel('Where').selectOption('Distribution (registry:2, registry:3)');
    settings = await page.getByRole('region', { name: 'What to set' }).locator('pre').innerText();
  } finally {
    await bare.stop();
  }
  const { http } = parse(settings) as { http: { headers: Record<string, string[]> } };
  const registry = await startRegistry({ headers: http.headers });
  try {
    expect(failures(await check(page, site.url, registry.host))).toEqual([]);
  } finally {
    await registry.stop();
  }
});

test('a sign-in that refuses the preflight: told, and nginx’s settings cure it', async ({
  page,
  site,
}) => {
  test.skip(!isHtpasswdAvailable(), notInstalled('htpasswd'));
  const registry = await startRegistry({ htpasswd: CAPTAIN });
  try {
    const lines = await check(page, site.url, registry.host);
    expect(failures(lines)).toContain('Fail Preflight answered');
    await expect(line(page, 'Preflight answered')).toContainText('401');
    await expect(line(page, 'Preflight answered')).toContainText('most likely');
    await expect(line(page, 'Sign-in asked for')).toContainText('user name and password');
    await expect(page.getByLabel('Where')).toHaveValue('nginx');
    const location = await page
      .getByRole('region', { name: 'What to set' })
      .locator('pre')
      .innerText();

    const front = await startPlainNginx(
      location.replace('127.0.0.1:5000', registry.host.replace('localhost', '127.0.0.1')),
    );
    try {
      expect(failures(await check(page, site.url, front.host))).toEqual([]);
      await expect(line(page, 'Sign-in accepted')).toContainText('You aren’t signed in');
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.getByLabel('Username').fill(CAPTAIN.user);
      await page.getByLabel('Password').fill(CAPTAIN.password);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await expect(page.getByText('Signed in as captain')).toBeVisible();
      await page.getByLabel('Repository to try').fill('one');
      await page.getByRole('button', { name: 'Check pushing too' }).click();
      const all = await finished(page);
      expect(all).toContain('Pass Sign-in accepted');
      expect(all).toContain('Pass May push');
      expect(all).toContain('Pass Header can be read: WWW-Authenticate');
    } finally {
      await front.stop();
    }
  } finally {
    await registry.stop();
  }
});

test('headers that are not exposed are named, of those that the page reads', async ({
  page,
  site,
}) => {
  for (const [exposed, outcome, failing] of [
    ['Location', 'Pass', []],
    ['Docker-Upload-UUID, Range', 'Fail', ['Header can be read: Location', 'May push']],
  ] as const) {
    const registry = await startRegistry({
      headers: {
        'Access-Control-Allow-Origin': ['*'],
        'Access-Control-Allow-Methods': ['GET, PUT, PATCH, DELETE'],
        'Access-Control-Allow-Headers': ['Authorization, Content-Type'],
        'Access-Control-Expose-Headers': [exposed],
      },
    });
    try {
      await check(page, site.url, registry.host);
      await page.getByLabel('Repository to try').fill('one');
      await page.getByRole('button', { name: 'Check pushing too' }).click();
      const lines = await finished(page);
      expect(lines).toContain(`${outcome} Header can be read: Location`);
      expect(lines).toContain('Unknown Header can be read: Link');
      expect(failures(lines)).toEqual(failing.map((title) => `Fail ${title}`));
    } finally {
      await registry.stop();
    }
  }
});

test('a registry that forbids a method, and one that deletes nothing', async ({ page, site }) => {
  const registry = await startRegistry({
    delete: false,
    headers: {
      'Access-Control-Allow-Origin': ['*'],
      'Access-Control-Allow-Methods': ['GET, HEAD, POST, PUT, DELETE'],
      'Access-Control-Allow-Headers': ['Content-Type, Accept'],
      'Access-Control-Expose-Headers': ['*'],
    },
  });
  try {
    await check(page, site.url, registry.host);
    await page.getByLabel('Repository to try').fill('one');
    await page.getByRole('button', { name: 'Check pushing too' }).click();
    const lines = await finished(page);
    expect(failures(lines)).toEqual([
      'Fail Preflight answered',
      'Fail Method allowed: PATCH',
      'Fail Deletes',
    ]);
    await expect(line(page, 'Preflight answered')).toContainText('Authorization');
    await expect(line(page, 'Preflight answered')).toContainText('certain');
    await expect(page.getByText('enabled: true')).toBeVisible();
  } finally {
    await registry.stop();
  }
});

test('a list that is longer than a page: only its start is read', async ({ page, site }) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/tags/list')) asked.push(request.url());
  });
  await page.goto(site.url);
  await chooseFolder(page, MYCHART);
  await page.getByRole('textbox', { name: 'Reference' }).fill(`${site.registry.host}/start:1`);
  await page.getByRole('button', { name: 'Push', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Pushed' })).toBeVisible();
  await page.reload();
  expect(await check(page, site.url, site.registry.host)).toContain('Pass May pull');
  expect(asked).toEqual([expect.stringMatching(/\/tags\/list\?n=1$/)]);
});

test('nobody there, and somebody who is no registry', async ({ page, site }) => {
  const lines = await check(page, site.url, `localhost:${await freePort()}`);
  expect(failures(lines)).toEqual(['Fail Reachable']);
  const web = await startServer((_, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.writeHead(404).end('<h1>Not here</h1>');
  });
  try {
    expect(await check(page, site.url, web.host)).toContain('Fail Answers as a registry');
  } finally {
    await web.stop();
  }
});

test.describe('a registry that the site’s policy keeps the page from', () => {
  test.use({ stoppedByPolicy: true });

  test('is told as such, with the setting for it', async ({ page, site }) => {
    const lines = await check(page, site.url, 'registry.example.com');
    expect(failures(lines)).toEqual(['Fail Allowed by this site']);
    expect(lines).toContain('Unknown Reachable');
    const list = `default '["${site.registry.host}", "registry.example.com"]';`;
    await expect(page.getByText(list)).toBeVisible();
  });
});

test('an alert leads to the check', async ({ page, site }) => {
  const registry = await startRegistry({ cors: false });
  try {
    await page.goto(`${site.url}/#/chart/${encodeURIComponent(`${registry.host}/a:1`)}`);
    await page
      .getByRole('alert')
      .getByRole('link', { name: /^Check the connection/ })
      .click();
    await expect(line(page, 'Answers can be read')).toContainText('Access-Control-Allow-Origin');
  } finally {
    await registry.stop();
  }
});
