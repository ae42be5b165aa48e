import { expect, type Page } from 'playwright/test';
import type { Route } from '../../e2e/site.ts';
import type { Mover } from './programs.ts';

/**
 * The page: timed within itself, from the press of the button until it says that it is done.
 * Choosing and packing come before, as they do for the programs.
 */
export function pageMover(page: Page, site: string, route: Route): Mover {
  const setRoute = () =>
    page.getByRole('checkbox', { name: "Through this site's proxy" }).setChecked(route === 'proxy');
  return {
    name: route === 'proxy' ? 'page, through nginx' : 'page, directly',
    async push(path, { folder, charts }) {
      await page.goto(`${site}/#/publish`);
      await page.reload();
      await page.getByLabel('Chart folder').setInputFiles(folder);
      const [only, second] = charts;
      if (!only) return NaN;
      if (second) {
        await page.getByText(`${charts.length} charts`, { exact: true }).first().waitFor();
        // Checked as well, which a push waits for.
        const checked = page.getByRole('listitem').getByText(/^\d+ (?:error|warning|hint)/);
        await expect(checked).toHaveCount(charts.length);
        await page.getByLabel('Registry and path').fill(path);
        await setRoute();
        const done = `${charts.length} pushed`;
        return page.evaluate(press, { button: 'Push all', done });
      }
      const push = page.getByRole('button', { name: 'Push', exact: true });
      await push.and(page.locator(':enabled')).waitFor();
      const reference = `${path}/${only.name}:${only.version}`;
      await page.getByRole('textbox', { name: 'Reference' }).fill(reference);
      await setRoute();
      return page.evaluate(press, { button: 'Push', done: `Pushed ${reference}` });
    },
    async pull(path, { charts }) {
      await page.evaluate(() => (location.hash = '#/pull'));
      await page.getByRole('textbox', { name: 'Reference' }).waitFor();
      const places = charts.map(({ name, version }) => ({
        hash: `#/chart/${encodeURIComponent(`${path}/${name}:${version}`)}`,
        heading: `${name} ${version}`,
      }));
      return page.evaluate(visit, places);
    },
  };
}

function press({ button, done }: { button: string; done: string }): Promise<number> {
  const pressed = [...document.querySelectorAll('button')].find(
    ({ textContent }) => textContent.trim() === button,
  );
  const start = performance.now();
  pressed?.click();
  return new Promise((resolve, reject) => {
    const look = () => {
      const alert = document.querySelector('[role=alert]');
      if (alert) reject(new Error(alert.textContent));
      // The one beside the button comes first.
      const status = document.querySelector('main form [role=status], main [role=status]');
      if (!status?.textContent.includes(done)) return;
      observer.disconnect();
      resolve(performance.now() - start);
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { subtree: true, childList: true, characterData: true });
    look();
  });
}

async function visit(places: { hash: string; heading: string }[]): Promise<number> {
  const start = performance.now();
  for (const { hash, heading } of places) {
    location.hash = hash;
    await new Promise<void>((resolve, reject) => {
      const observer = new MutationObserver(() => {
        const alert = document.querySelector('[role=alert]');
        if (alert) reject(new Error(alert.textContent));
        if (document.querySelector('h1')?.textContent.trim() !== heading) return;
        observer.disconnect();
        resolve();
      });
      observer.observe(document, { subtree: true, childList: true, characterData: true });
    });
  }
  return performance.now() - start;
}
