import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type Page } from 'playwright/test';
import { answers } from '../../scripts/lib/ports.mjs';
import { GpgHome, hasGpg } from '../support/gpg.ts';
import { startNginx } from '../support/nginx.ts';
import { isHtpasswdAvailable, startRegistry, type RunningRegistry } from '../support/registry.ts';

/** What scenes are played with. */
export interface Stage {
  url: string;
  /** Open to all, through the site's proxy. */
  registry: RunningRegistry;
  /** Wants a sign-in, where htpasswd is installed; through the proxy as well. */
  guarded: RunningRegistry;
  /** Lets no page read its answers. */
  shut: RunningRegistry;
  gpg: GpgHome;
  /** A new folder. */
  folder(): string;
}

/** Brings the page to what the picture is to show. */
export type Scene = (page: Page, stage: Stage) => Promise<unknown>;

export const SIZES = { wide: { width: 1280, height: 860 }, narrow: { width: 360, height: 740 } };
export const LIGHTS = { day: 'light', night: 'dark' } as const;
export const OUT = join(import.meta.dirname, '../../.chartroom/pictures');
export const SIGNER = 'Ann Ahoy <ann@example.com>';
export const CAPTAIN = { user: 'captain', password: 'sextant' };

/** Where `npm start` puts its registry: so that pictures show what a person sees. 0 is any port. */
const USUAL_PORT = 5000;

export const test = base.extend<object, { stage: Stage; port: number }>({
  port: [USUAL_PORT, { option: true, scope: 'worker' }],
  stage: [
    async ({ port }, use) => {
      const isFree = port !== 0 && !(await answers(port, '127.0.0.1'));
      const [registry, guarded, shut] = await Promise.all([
        startRegistry(isFree ? { port } : {}),
        startRegistry(isHtpasswdAvailable() ? { htpasswd: CAPTAIN } : {}),
        startRegistry({ cors: false }),
      ]);
      const nginx = await startNginx({
        root: process.env['CHARTROOM_DIST'] ?? 'dist',
        registries: { [registry.host]: registry.url, [guarded.host]: guarded.url },
        direct: ['http://localhost:*'],
      });
      const gpg = new GpgHome();
      if (hasGpg) gpg.makeKey(SIGNER);
      const home = mkdtempSync(join(tmpdir(), 'chartroom-pictures-'));
      const folder = () => mkdtempSync(join(home, 'x-'));
      await use({ url: nginx.url, registry, guarded, shut, gpg, folder });
      rmSync(home, { recursive: true, force: true });
      if (hasGpg) gpg.remove();
      await Promise.all([nginx, registry, guarded, shut].map((server) => server.stop()));
    },
    { scope: 'worker' },
  ],
});
