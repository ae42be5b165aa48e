import { expect, type Page } from 'playwright/test';
import type { Route } from '../../e2e/site.ts';
import type { Move, Mover } from './programs.ts';
import type { Workload } from './workloads.ts';

/**
 * The page: timed within itself, from the press of the button until it says that it is done.
 * Choosing and packing come before, as they do for the programs.
 */
export function pageMover(page: Page, site: string, route: Route): Mover {
  const setRoute = () =>
    page.getByRole('checkbox', { name: "Through this site's proxy" }).setChecked(route === 'proxy');
  const choose = async (path: string, { folder, charts }: Workload) => {
    await page.goto(`${site}/#/publish`);
    await page.reload();
    await page.getByLabel('Chart folder').setInputFiles(folder);
    const [only, second] = charts;
    if (!only) throw new Error('there is no chart to push');
    if (second) {
      await page.getByText(`${charts.length} charts`, { exact: true }).first().waitFor();
      // Checked as well, which a push waits for.
      const checked = page.getByRole('listitem').getByText(/^\d+ (?:error|warning|hint)/);
      await expect(checked).toHaveCount(charts.length);
      await page.getByLabel('Registry and path').fill(path);
      await setRoute();
      return { button: 'Push all', done: `${charts.length} pushed` };
    }
    const push = page.getByRole('button', { name: 'Push', exact: true });
    await push.and(page.locator(':enabled')).waitFor();
    const reference = `${path}/${only.name}:${only.version}`;
    await page.getByRole('textbox', { name: 'Reference' }).fill(reference);
    await setRoute();
    // As with several: no program that is measured beside it checks a chart while it pushes.
    const findings = page.getByRole('region', { name: 'Findings' });
    await findings.waitFor();
    await expect(findings.getByText('Checking …')).toHaveCount(0);
    return { button: 'Push', done: `Pushed ${reference}` };
  };
  const push: Move = async (path, workload, begun) => {
    const button = await choose(path, workload);
    // What is there is looked up for the rows in sight: that is over before the press.
    await expect(page.getByText(/looked up …$|^Asking /)).toHaveCount(0);
    begun?.();
    return page.evaluate(press, button);
  };
  return {
    name: route === 'proxy' ? 'page, through nginx' : 'page, directly',
    push,
    // Chosen anew: a page that pushed it itself knows what is there.
    again: push,
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
    // Now and then: to look through the whole page at every change took a twentieth of the time.
    const watch = setInterval(() => {
      const alert = document.querySelector('[role=alert]');
      if (alert) reject(new Error(alert.textContent));
    }, 1_000);
    const look = () => {
      // The one beside the button comes first.
      const status = document.querySelector('main form [role=status], main [role=status]');
      if (!status?.textContent.includes(done)) return;
      observer.disconnect();
      clearInterval(watch);
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
