import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './lib/paths.mjs';

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

/** Records its arguments, and fails like npm: with a message on stderr and its own exit code. */
const STAND_IN = `#!/bin/sh
echo "$*" >> "$NPM_CALLS"
echo 'npm error code ENOTFOUND' >&2
exit 7
`;

describe.skipIf(!existsSync(join(root, '.git')))('in a fresh clone', () => {
  let folder: string;
  let clone: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'chartroom-clone-'));
    clone = join(folder, 'clone');
    for (const path of projectFiles()) {
      mkdirSync(dirname(join(clone, path)), { recursive: true });
      copyFileSync(join(root, path), join(clone, path));
    }
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin/npm'), STAND_IN, { mode: 0o755 });
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs a script of package.json, as npm does: by the shell. */
  async function run(name: string) {
    const calls = join(folder, `${name}.calls`);
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      NPM_CALLS: calls,
      PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH']}`,
    };
    delete env['npm_execpath'];
    const child = spawn(scripts[name] ?? '', { cwd: clone, env, shell: true });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    const [code] = (await once(child, 'close')) as [number | null];
    return { ...output, code, calls: existsSync(calls) ? readFileSync(calls, 'utf8') : '' };
  }

  it.each(['start', 'test', 'dev', 'check', 'setup'])('npm run %s installs first', async (name) => {
    const { calls, code, stderr } = await run(name);
    expect({ calls, stderr }).toEqual({
      calls: 'ci --include=dev --loglevel=error\n',
      stderr:
        'npm error code ENOTFOUND\n\n' +
        'The npm packages are not installed, since `npm ci` failed: what npm says is above.\n',
    });
    expect(code).toBe(1);
  });

  it('npm test counts what it could not install as failed, on its last line', async () => {
    const { stdout } = await run('test');
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('0 passed, 1 failed, 0 skipped');
  });
});

/** What a clone would have if all that is here were committed. */
function projectFiles(): string[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const listed = execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\0');
  return listed.filter((path) => path !== '' && isFile(join(root, path)));
}

/** Neither deleted nor a link to installed packages. */
function isFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
