import type { Page } from 'playwright/test';
import { LIGHTS } from './stage.ts';

/** A picture of what the page shows: by day, and beyond a slanted line by night. */
export async function halves(page: Page, path: string): Promise<void> {
  const images: string[] = [];
  for (const colorScheme of Object.values(LIGHTS)) {
    await page.emulateMedia({ colorScheme });
    const picture = await page.screenshot({ fullPage: true });
    images.push(`<img src="data:image/png;base64,${picture.toString('base64')}">`);
  }
  const blank = await page.context().newPage();
  await blank.setContent(`
    <style>body { margin: 0 } img { display: block } img + img { position: absolute; inset: 0;
      clip-path: polygon(66% 0, 100% 0, 100% 100%, 34% 100%) }</style>${images.join('')}`);
  await blank.screenshot({ path, fullPage: true });
}
