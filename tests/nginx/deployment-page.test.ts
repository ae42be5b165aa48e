/** What docs/deployment.md says of the settings is what the start script takes. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ROOT, runScript, START, type Settings } from '../support/start-script.ts';

const page = readFileSync(join(ROOT, 'docs/deployment.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'chartroom-page-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The settings that the script names as wrong. */
function refused(settings: Settings): string[] {
  const { stderr } = runScript('print', settings);
  return Array.from(stderr.matchAll(/^ {2}([A-Z_]+):/gm), ([, name]) => name ?? '');
}

/** The file of settings in the page, with a line more. */
function fileOf(block: string | undefined): string {
  const file = join(folder, 'settings');
  writeFileSync(file, block ?? '');
  return file;
}

describe('the page on deployment', () => {
  const rows = Array.from(page.matchAll(/^\| (`[A-Z_`, ]+`) +\|.*\| `([^`]+)` +\|$/gm));
  const documented = rows.flatMap(([, names = '', example = '']) =>
    names.split(', ').map((name) => [name.replaceAll('`', ''), example] as const),
  );

  it('has a row for each setting', () => {
    const script = readFileSync(START, 'utf8');
    const known = Array.from(script.matchAll(/^(?:LISTS|SINGLE)=.([^'"]+)/gm), ([, names]) =>
      (names ?? '').split(' ').filter((name) => /^[A-Z]/.test(name)),
    ).flat();
    expect(documented.map(([name]) => name).sort()).toEqual(known.sort());
  });

  it('has examples that the script takes, all at once', () => {
    const { STATE, LOGS, ...examples } = Object.fromEntries(documented) as Settings;
    expect([STATE, LOGS]).toEqual(['/var/lib/chartroom', 'stdout']);
    const registries = { REGISTRIES: `${examples['REGISTRIES']} localhost:5000` };
    const missing = ['TLS_CERTIFICATE', 'TLS_KEY', 'PASSWORDS', 'AUTHORITIES'];
    const found = refused({ ...examples, ...registries });
    // The user in RUN_AS needn't be here.
    expect(found.filter((name) => name !== 'RUN_AS')).toEqual(missing);
  });

  it('has a file of settings, and lines more for some registries, that lack only their files', () => {
    const [, block] = /<<'END'\n([^]+?)END\n/.exec(page) ?? [];
    const [, more] = /```ini\n(# plain http[^]+?)```/.exec(page) ?? [];
    const withLocal = block?.replace('ghcr.io', 'ghcr.io 127.0.0.1:5001');
    const missing = ['TLS_CERTIFICATE', 'TLS_KEY', 'PASSWORDS', 'AUTHORITIES'];
    const found = refused({ SETTINGS: fileOf(`${withLocal}${more}`) });
    expect(found.filter((name) => name !== 'RUN_AS')).toEqual(missing);
  });
});
