/** What a page says to screen readers, as it comes into its one live region. */
import type { Page } from 'playwright/test';

/** Begins to listen in the page that is open; what it returns tells what was said since. */
export async function listen(page: Page): Promise<() => Promise<string[]>> {
  // The app may not be drawn yet.
  await page.locator('#app > [aria-live="polite"]').waitFor({ state: 'attached' });
  await page.evaluate(() => {
    const region = document.querySelector('#app > [aria-live="polite"]');
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) {
        for (const { textContent } of addedNodes) if (textContent) heard.push(textContent);
      }
    }).observe(region as Element, { childList: true });
  });
  return () => page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
}
