import type { Page } from 'playwright/test';
import { expect } from './site.ts';

/** Runs the connection check: `Pass Header can be read: Link`, a line each, without the reasons. */
export async function check(page: Page, url: string, host: string): Promise<string[]> {
  await page.goto(`${url}/#/registry/${encodeURIComponent(host)}/check`);
  return finished(page);
}

/** The lines of the check that runs, once it is done. */
export async function finished(page: Page): Promise<string[]> {
  await expect(page.getByRole('status').filter({ hasText: / unknown$/ })).toBeVisible();
  const items = page.getByRole('list', { name: 'Connection check' }).getByRole('listitem');
  return items.evaluateAll((all) =>
    all.map((item) => {
      const [state, title] = [...item.children].map((part) => (part as HTMLElement).innerText);
      return `${state} ${title}`;
    }),
  );
}

/** The one line that starts so, with its reason. */
export function line(page: Page, title: string) {
  return page
    .getByRole('list', { name: 'Connection check' })
    .getByRole('listitem')
    .filter({ hasText: title });
}

export const failures = (lines: string[]) => lines.filter((text) => text.startsWith('Fail'));

/** A setting that the check offers: where it goes, and the text to paste there. */
export interface Offered {
  where: string;
  text: string;
}

/** The settings that the check offers, in their order. */
export async function offered(page: Page): Promise<Offered[]> {
  await expect(page.getByRole('status').filter({ hasText: / unknown$/ })).toBeVisible();
  const blocks = page.getByRole('region', { name: 'What to set' }).locator('.command');
  return blocks.evaluateAll((all) =>
    all.map((block) => ({
      where: block.querySelector('span')?.innerText ?? '',
      text: block.querySelector('pre')?.innerText ?? '',
    })),
  );
}

/** What an operator makes of nginx.conf by doing as the settings say. */
export function pasted(conf: string, settings: Offered[]): string {
  return settings.reduce((text, { where, text: line }) => {
    const [, map = ''] = /in the map (\$\w+)$/.exec(where) ?? [];
    const start = text.search(new RegExp(`^ *map .*\\${map} \\{$`, 'm'));
    if (map === '' || start < 0) throw new Error(`nginx.conf has no place "${where}"`);
    const end = text.indexOf('\n    }', start);
    const rows = text.slice(start, end);
    const replaces = where.includes('the line that begins so');
    const kept = replaces ? rows.replace(/\n *"?default"? [^]*?;/, '') : rows;
    return `${text.slice(0, start)}${kept}\n        ${line.trim()}${text.slice(end)}`;
  }, conf);
}
