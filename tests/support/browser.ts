import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * A root user's container has no sandbox to offer, and a test's browser has no business
 * calling home.
 */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** The system's Chromium or Chrome. */
export function chromiumPath(): string {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of names) {
      if (existsSync(join(folder, name))) return join(folder, name);
    }
  }
  throw new Error('no Chromium found: on Debian, `apt-get install chromium` as root');
}
