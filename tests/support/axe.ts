/** axe-core in a page: what it finds there that keeps people out. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright/test';

/** The part of a result of axe that is needed here (axe-core, API "Results Object"). */
interface AxeResults {
  violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[];
}
interface Axe {
  run(context: Document, options: object): Promise<AxeResults>;
}
/** Rules by the tags that they have, or by their names. */
type RunOnly = { type: 'tag' | 'rule'; values: string[] };

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 up to AA, and what axe calls best practice. */
const EVERYTHING: RunOnly = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};
/** What the window's width and the colours decide. */
export const LOOKS: RunOnly = {
  type: 'rule',
  values: ['color-contrast', 'target-size', 'scrollable-region-focusable', 'meta-viewport'],
};

/**
 * A quarter less time: style sheets and media are fetched for two rules that aren't asked for here,
 * frames there are none, and an element is told by its markup.
 */
const QUICK = { preload: false, iframes: false, selectors: false };

/** What axe finds in the page as it is: a text for each element that breaks a rule. */
export async function violationsOf(page: Page, runOnly = EVERYTHING): Promise<string[]> {
  // It stays in the page until that is loaded anew.
  const isThere = await page.evaluate(() => 'axe' in globalThis);
  if (!isThere) await page.evaluate(SOURCE);
  const { violations } = await page.evaluate(
    (options) => (globalThis as unknown as { axe: Axe }).axe.run(document, options),
    { runOnly, resultTypes: ['violations'], ...QUICK },
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${help}\n${html}\n${failureSummary}`),
  );
}
