import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../scripts/lib/ports.mjs';
import { findProgram, isReady, spawnBound } from '../../../scripts/lib/processes.mjs';
import { startProcess } from '../process.ts';
import type { Engine } from './engine.ts';
import { WebDriver } from './webdriver.ts';

const START_TIMEOUT = 15_000;

export const findWebKit = (): boolean =>
  findProgram('WebKitWebDriver') !== undefined && findProgram('Xvfb') !== undefined;

/** WebKitGTK's MiniBrowser on a screen of its own, driven by WebDriver. */
export async function startWebKit(): Promise<Engine> {
  const home = mkdtempSync(join(tmpdir(), 'chartroom-webkit-'));
  const downloads = join(home, 'Downloads');
  mkdirSync(downloads);
  writeFileSync(join(home, 'user-dirs.dirs'), `XDG_DOWNLOAD_DIR="${downloads}"\n`);

  // It chooses a display that nobody uses, and says which.
  const args = ['-displayfd', '2', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'];
  const screen = await startProcess('Xvfb', args, process.env, /^(\d+)$/m);
  const port = await freePort();
  const driver = spawnBound('WebKitWebDriver', [`--port=${port}`], {
    stdio: 'ignore',
    env: {
      ...process.env,
      ...{ DISPLAY: `:${screen.port}`, HOME: home, XDG_CONFIG_HOME: home, GDK_BACKEND: 'x11' },
      // No graphics card, no session bus to ask.
      ...{ LIBGL_ALWAYS_SOFTWARE: '1', NO_AT_BRIDGE: '1', GSETTINGS_BACKEND: 'memory' },
    },
  });
  const stop = async () => {
    await driver.stop();
    await screen.stop();
    rmSync(home, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await isReady(driver.child, START_TIMEOUT, async () => (await fetch(`${url}/status`)).ok);
    const session = await WebDriver.start(url, {});
    return engineOf(session, downloads, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

function engineOf(session: WebDriver, downloads: string, stop: () => Promise<void>): Engine {
  const run: Engine['run'] = (script, ...args) => session.execute(String(script), args);
  return {
    downloads,
    run,
    // The same document with another fragment would not be loaded anew.
    open: async (url) => {
      await session.go('about:blank');
      await session.go(url);
      await run(noteReports);
    },
    reload: async () => {
      await session.refresh();
      await run(noteReports);
    },
    click: (xpath) => session.click(xpath),
    type: async (xpath, text) => {
      await session.clear(xpath);
      await session.sendKeys(xpath, text);
    },
    choose: (xpath, paths) => session.sendKeys(xpath, paths.join('\n')),
    complaints: () => run(() => globalThis.violations),
    close: async () => {
      await session.end();
      await stop();
    },
  };
}

/** WebDriver has no scripts that run before the page's, but reports of then are kept. */
function noteReports(): void {
  globalThis.violations = [];
  const note = (reports: Report[]) => {
    for (const { body } of reports) globalThis.violations.push(JSON.stringify(body));
  };
  new ReportingObserver(note, { types: ['csp-violation'], buffered: true }).observe();
  addEventListener('error', ({ message }) => globalThis.violations.push(message));
  addEventListener('unhandledrejection', ({ reason }) =>
    globalThis.violations.push(String(reason)),
  );
}
