/** Breaks each wall once, in copies of the project, and sees the tools of `npm run check` say so. */
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it, onTestFinished } from 'vitest';
import { root, state } from '../../lib/paths.mjs';
import { runTool } from '../static-checks.mjs';

/** Code to add to files, or new files, by path. */
type Breaches = Record<string, string>;

/**
 * What a tool of `npm run check` finds wrong, a line each, with some of the project's files and
 * the breaches. Inside the repository, for the sake of the npm packages.
 */
async function findings(tool: string, files: string[], breaches: Breaches): Promise<string[]> {
  mkdirSync(state, { recursive: true });
  const copy = mkdtempSync(join(state, 'broken-'));
  onTestFinished(() => rmSync(copy, { recursive: true }));
  for (const name of files) cpSync(join(root, name), join(copy, name), { recursive: true });
  for (const [path, text] of Object.entries(breaches)) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    appendFileSync(join(copy, path), text);
  }
  const { passed, text } = await runTool(tool, copy);
  return passed ? [] : text.split('\n').filter((line) => line !== '');
}

describe('npm run check', { timeout: 120_000 }, () => {
  it('finds what only a page, a worker or Node has in core', async ({ expect }) => {
    const files = ['tsconfig.json', 'src/core/tsconfig.json', 'src/core/web.d.ts'];
    const found = await findings('types of core', files, {
      'src/core/go/probe.ts': [
        'export const page = location.href;',
        'export const parser = new DOMParser();',
        'export const kept = caches.keys();',
        'export const answer = fetch(page);',
        'export const home = process.env;',
        'export const title = globalThis.document.title;',
        'export const allowed = new URL(page).host;',
      ].join('\n'),
    });
    expect(found).toEqual([
      expect.stringMatching(/^src\/core\/go\/probe\.ts\(1,.*'location'/),
      expect.stringMatching(/^src\/core\/go\/probe\.ts\(2,.*'DOMParser'/),
      expect.stringMatching(/^src\/core\/go\/probe\.ts\(3,.*'caches'/),
      expect.stringMatching(/^src\/core\/go\/probe\.ts\(4,.*'fetch'/),
      expect.stringMatching(/^src\/core\/go\/probe\.ts\(5,.*'process'/),
      expect.stringMatching(/^src\/core\/go\/probe\.ts\(6,.*typeof globalThis/),
    ]);
  });

  it('finds what only a page has in what a worker imports', async ({ expect }) => {
    const files = ['tsconfig.json', 'src/worker/tsconfig.json'];
    const found = await findings('types of workers', files, {
      'src/worker/probe.worker.ts': "import './title.ts';\nself.close();\n",
      'src/worker/title.ts': "document.title = '';\n",
    });
    expect(found).toEqual([expect.stringMatching(/^src\/worker\/title\.ts\(1,1\).*'document'/)]);
  });

  it('finds a wrong argument in a script', async ({ expect }) => {
    const files = ['tsconfig.json', 'scripts/tsconfig.json'];
    const found = await findings('types of scripts', files, {
      'scripts/probe.mjs': 'export const half = (/** @type {number} */ n) => n / 2;\nhalf("2");\n',
    });
    expect(found).toEqual([expect.stringMatching(/^scripts\/probe\.mjs\(2,6\).*'string'/)]);
  });

  it('finds a promise that nobody waits for in a component', async ({ expect }) => {
    const files = ['package.json', 'tsconfig.json', 'src/tsconfig.json', 'eslint.config.js'];
    const found = await findings('eslint', files, {
      'src/Probe.svelte': [
        '<script lang="ts">',
        "  import { load } from './load.ts';",
        '  load();',
        '  [1].forEach(load);',
        '</script>',
        '<button onclick={() => { load(); }}>Load</button>',
      ].join('\n'),
      'src/load.ts': 'export const load = () => Promise.resolve();\n',
    });
    expect(found.filter((line) => /error/.test(line))).toEqual([
      expect.stringMatching(/^ +3:3 .*no-floating-promises$/),
      expect.stringMatching(/^ +4:15 .*no-misused-promises$/),
      expect.stringMatching(/^ +6:26 .*no-floating-promises$/),
      expect.stringMatching(/3 errors/),
    ]);
  });

  it('finds imports that the floors of docs/architecture.md don’t allow', async ({ expect }) => {
    const found = await findings('walls', ['docs/architecture.md', 'src'], {
      'src/core/go/url.ts': "export const later = () => import('../../platform/tab.ts');\n",
      'src/core/yaml/size.ts': "export type { Finding } from '../lint/finding.ts';\n",
      'src/core/semver/version.ts': "export type Node = import('../yaml/node.ts').YamlNode;\n",
      'src/core/semver/constraint.ts': "export { marked } from 'marked';\n",
      'src/core/once.ts': "export * from 'node:path';\n",
      'src/core/archive/pax.ts': "export * from './gzip.test.ts';\n",
      'src/ui/Mark.svelte': `<script module lang="ts">
        export type App = typeof import('../state/app.ts');
      </script>`,
      'src/ui/Sea.svelte': "{#await import('../platform/tab.ts')}{/await}",
    });
    const no = (from: string, to: string, room: string) =>
      `${from} → ${to}: docs/architecture.md doesn't let ${room} import that`;
    expect(found).toEqual([
      'src/core/archive/pax.ts → ./gzip.test.ts: the app has no such file, and npm brought no such package',
      no('src/core/go/url.ts', 'src/platform/tab.ts', 'src/core/'),
      "src/core/once.ts → path: a page has none of Node's modules",
      "src/core/semver/constraint.ts → marked/lib/marked.d.ts: docs/architecture.md doesn't let src/core/semver/ use that package",
      no('src/core/semver/version.ts', 'src/core/yaml/node.ts', 'src/core/semver/'),
      no('src/core/yaml/size.ts', 'src/core/lint/finding.ts', 'src/core/yaml/'),
      no('src/ui/Mark.svelte', 'src/state/app.ts', 'src/ui/'),
      no('src/ui/Sea.svelte', 'src/platform/tab.ts', 'src/ui/'),
    ]);
  });

  it('finds circles, of types too, and what is unused or unlisted', async ({ expect }) => {
    const found = await findings('walls', ['docs/architecture.md', 'src'], {
      'src/core/go/printable-table.ts': "export type Is = typeof import('./printable.ts');\n",
      'src/core/lint/unused.ts': 'export {};\n',
      'src/core/attic/box.ts': 'export {};\n',
    });
    expect(found).toEqual([
      'src/core/attic/: docs/architecture.md has no line for it',
      'src/core/attic/box.ts: unused: no page, service worker or command leads here',
      'src/core/go/printable-table.ts → src/core/go/printable.ts → src/core/go/printable-table.ts: a circle',
      'src/core/lint/unused.ts: unused: no page, service worker or command leads here',
    ]);
  });

  it('finds a circle of rooms that the document itself allows', async ({ expect }) => {
    const floors = readFileSync(join(root, 'docs/architecture.md'), 'utf8')
      .replace(/^\| 2 +\| `chart\/`.*$/m, '| 2 | `chart/` | | `content/` | |')
      .replace(/^\| 2 +\| `content\/`.*$/m, '| 2 | `content/` | | `chart/` | |');
    const found = await findings('walls', ['src'], { 'docs/architecture.md': floors });
    expect(found).toEqual([
      'src/core/chart/: docs/architecture.md leads from it back to it',
      'src/core/content/: docs/architecture.md leads from it back to it',
    ]);
  });
});
