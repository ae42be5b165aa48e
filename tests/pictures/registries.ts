import type { Page } from 'playwright/test';
import { startChartRepository } from '../support/chart-repository.ts';
import { writeChart } from '../support/charts.ts';
import { cloneRepository } from '../support/repositories.ts';
import { stockChart } from '../support/stock.ts';
import { FLEET, longNamed } from './charts.ts';
import { button, open, stock, tag, unused } from './acts.ts';
import { helm } from './publish.ts';
import { CAPTAIN, type Scene, type Stage } from './stage.ts';

const TAGS = ['1.10.0', '1.4.2-rc.1', '1.4.1', '1.3.0', '1.2.0', '0.9.0', 'latest', 'stable'];

const registry = (page: Page, stage: Stage, host: string, rest = '') =>
  open(page, stage, `registry/${encodeURIComponent(host)}${rest}`);

/** The connection check of a registry, run to its end. */
const check =
  (host: (stage: Stage) => string): Scene =>
  async (page, stage) => {
    await registry(page, stage, host(stage), '/check');
    await page
      .getByRole('status')
      .filter({ hasText: / unknown$/ })
      .waitFor();
  };

async function repositoriesOf(page: Page, stage: Stage, query: string): Promise<void> {
  await registry(page, stage, stage.registry.host, query);
  await page.getByRole('region', { name: 'Repositories' }).waitFor();
}

async function repository(page: Page, stage: Stage): Promise<void> {
  await tag(await stock(stage), TAGS);
  await registry(page, stage, stage.registry.host, '/repository/charts%2Flighthouse');
  await page.getByRole('region', { name: 'Versions' }).waitFor();
}

export const registries: Record<string, Scene> = {
  async registries(page, stage) {
    for (const { host } of [stage.guarded, stage.registry]) await registry(page, stage, host);
    await open(page, stage, 'registries');
  },

  async repositories(page, stage) {
    const place = unused(page, stage, 'charts');
    await stockChart(longNamed(stage.folder()), [`${place}/long-named:1.0.0`]);
    for (const name of FLEET) {
      await stockChart(writeChart(stage.folder(), { name }), [`${place}/${name}:1.0.0`]);
    }
    await registry(page, stage, stage.registry.host);
    const list = page.getByRole('region', { name: 'Repositories' });
    await list.getByText('1.0.0').first().waitFor();
  },

  async repositoriesFolded(page, stage) {
    await stock(stage);
    const boats = Array.from({ length: 48 }, (_, i) => `fleet/team-${i % 3}/boat-${i}`);
    cloneRepository(stage.registry, 'charts/lighthouse', boats);
    await registry(page, stage, stage.registry.host);
    await button(page, 'fleet/ 48 repositories').click();
    await button(page, 'team-1/ 16 repositories').click();
    const versions = page.getByRole('button', { name: / tags? of fleet\/team-1\/boat-1$/ });
    await versions.click();
    // Rows out of sight aren't filled, and other scenes may have left many above this one.
    const opened = page.getByRole('group', { name: /^Versions of/ });
    await opened.scrollIntoViewIfNeeded();
    await opened.getByText('kB').first().waitFor();
  },

  async repositoriesNone(page, stage) {
    await stock(stage);
    await repositoriesOf(page, stage, '?q=boat+zeppelin');
    await page.getByText('No repository matches').waitFor();
  },

  /** The list has come, and then the registry asks for a pause. */
  async repositoriesLimited(page, stage) {
    await stock(stage);
    await page.route(/\/tags\/list/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, status: 429, body: '' });
    });
    await repositoriesOf(page, stage, '?sort=date');
    await button(page, 'Go on').waitFor();
  },

  async repositoriesComing(page, stage) {
    await page.route(/\/_catalog/, () => undefined);
    await registry(page, stage, stage.registry.host);
    await page
      .getByRole('main')
      .getByText(/^Asking/)
      .waitFor();
  },

  repository,

  registriesEmpty: (page, stage) => open(page, stage, 'registries'),

  async chartRepository(page, stage) {
    const repository = await startChartRepository(helm ?? '', stage.folder());
    const versions = [
      ['tide', '1.1.0'],
      ['tide', '1.0.0'],
      ['lamp', '0.4.0'],
      ['harbour-master-notification-gateway', '10.20.30-beta.4'],
    ];
    const about = 'appVersion: "9"\n';
    repository.add(
      ...versions.map(([name = '', version = '']) =>
        writeChart(stage.folder(), { name, version, extra: about }),
      ),
    );
    await open(page, stage, `repository/${encodeURIComponent(repository.url)}`);
    await page.getByRole('checkbox', { name: 'Tick lamp 0.4.0' }).check();
    await page.getByRole('button', { name: '1 more version of tide' }).click();
    await repository.stop();
  },

  async versionsSelected(page, stage) {
    const place = unused(page, stage, 'fleet/tug');
    for (const version of ['1.4.1', '1.4.2-rc.1', '1.10.0', '0.9.0']) {
      const extra = `appVersion: "${version}"\n`;
      await stockChart(writeChart(stage.folder(), { name: 'tug', version, extra }), [
        `${place}:${version}`,
      ]);
    }
    const path = place.slice(stage.registry.host.length + 1);
    await registry(page, stage, stage.registry.host, `/repository/${encodeURIComponent(path)}`);
    await page.getByLabel('Select 1.4.1').check();
    await page.getByLabel('Select 1.10.0').check();
    await page.getByRole('group', { name: 'Selected versions' }).waitFor();
    await page.getByRole('main').getByText('kB').or(page.getByText(/\d B$/)).nth(3).waitFor();
  },

  async deletion(page, stage) {
    await repository(page, stage);
    // Rows come together as their digests become known; the first one stays.
    await page.getByLabel('Select stable').waitFor({ state: 'hidden' });
    await button(page, 'Delete 1.10.0…').click();
    await page.getByLabel('Type 1.10.0 to delete it').fill('1.1');
  },

  async signIn(page, stage) {
    await registry(page, stage, stage.guarded.host);
    await button(page, 'Sign in').click();
    await page.getByLabel('Username').fill(CAPTAIN.user);
  },

  async signInRefused(page, stage) {
    await registries['signIn']?.(page, stage);
    await page.getByLabel('Password').fill('wrong');
    await button(page, 'Sign in').click();
    const alert = page.getByRole('form').getByRole('alert');
    await alert.filter({ hasText: 'doesn’t accept this user name and password' }).waitFor();
  },

  checkPassed: check(({ registry }) => registry.host),
  checkFailed: check(({ shut }) => shut.host),
  async checkSignIn(page, stage) {
    await registry(page, stage, stage.guarded.host);
    await page.getByRole('checkbox', { name: 'proxy' }).uncheck();
    await check(({ guarded }) => guarded.host)(page, stage);
  },
};
