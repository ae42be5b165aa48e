/** Format, lint, types, walls and size. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { measureBudget } from './size-budget.mjs';
import { root } from '../lib/paths.mjs';

/** @typedef {{ name: string, passed: boolean, text: string }} Check */

/** Runs all checks, prints their output, and returns whether they pass. */
export async function passChecks() {
  return (await runChecks()).every(({ passed }) => passed);
}

/** Runs all checks, prints their output, and returns their results. */
export async function runChecks() {
  /** @type {Check[]} */
  const checks = [];
  const waiting = [...Object.keys(TOOLS).map((name) => () => runTool(name)), budget];
  const lane = async () => {
    for (let next; (next = waiting.shift());) {
      const check = await next();
      checks.push(check);
      console.log(`${check.passed ? 'ok    ' : 'FAILED'}  ${check.name}`);
      if (check.text) console.log(check.text);
    }
  };
  // Two at a time, for two cores.
  await Promise.all([lane(), lane()]);
  return checks;
}

const TSC = 'node_modules/typescript/bin/tsc';

/**
 * The script of each check with its arguments, the longest first.
 * @type {Record<string, string[]>}
 */
const TOOLS = {
  eslint: ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'],
  'types of the page': [
    ...['node_modules/svelte-check/bin/svelte-check', '--tsconfig', 'src/tsconfig.json'],
    ...['--fail-on-warnings', '--output', 'human', '--no-color'],
  ],
  'types of the tests': [TSC, '-p', '.'],
  'types of core': [TSC, '-p', 'src/core'],
  'types of workers': [TSC, '-p', 'src/worker'],
  'types of scripts': [TSC, '-p', 'scripts'],
  walls: ['scripts/test/walls/walls.mjs'],
  prettier: ['node_modules/prettier/bin/prettier.cjs', '--check', '.', '--log-level', 'warn'],
};

/**
 * Runs one tool on the project in a folder; if it passes, its output is dropped.
 * @returns {Promise<Check>}
 */
export function runTool(/** @type {string} */ name, folder = root) {
  const [script = '', ...args] = TOOLS[name] ?? [];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, script), ...args], { cwd: folder });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (data) => (text += data));
    }
    child.once('close', (code) => {
      const passed = code === 0;
      resolve({ name, passed, text: passed ? '' : text.trimEnd() });
    });
  });
}

/** @returns {Promise<Check>} */
async function budget() {
  try {
    const sizes = await measureBudget();
    const text = sizes.map(
      ({ name, size, limit, fits }) =>
        `        ${name}: ${kB(size)} of ${kB(limit)} gzipped${fits ? '' : ', too large'}`,
    );
    return { name: 'size', passed: sizes.every(({ fits }) => fits), text: text.join('\n') };
  } catch (error) {
    return { name: 'size', passed: false, text: `the build failed: ${error}` };
  }
}

function kB(/** @type {number} */ bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
