/** Format, lint, types and size. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { measureBudget } from './size-budget.mjs';
import { root } from '../lib/paths.mjs';

/** @typedef {{ name: string, passed: boolean, text: string }} Check */

/** Whether all checks pass; prints what each has to say. */
export async function passChecks() {
  return (await runChecks()).every(({ passed }) => passed);
}

/** Runs all checks, prints what each has to say, and returns them. */
export async function runChecks() {
  /** @type {Check[]} */
  const checks = [];
  const report = (/** @type {Check} */ check) => {
    checks.push(check);
    console.log(`${check.passed ? 'ok    ' : 'FAILED'}  ${check.name}`);
    if (check.text) console.log(check.text);
  };
  // Two at a time, for two cores.
  const eslint = tool('eslint', 'eslint/bin/eslint.js', ['.', '--max-warnings', '0']);
  report(
    await tool('prettier', 'prettier/bin/prettier.cjs', ['--check', '.', '--log-level', 'warn']),
  );
  const page = tool('types of the page', 'svelte-check/bin/svelte-check', [
    ...['--tsconfig', 'src/tsconfig.json', '--fail-on-warnings'],
    ...['--output', 'human', '--no-color'],
  ]);
  report(await eslint);
  const others = types({
    core: 'src/core',
    workers: 'src/worker',
    scripts: 'scripts',
    'the tests': '.',
  });
  report(await page);
  for (const check of await others) report(check);
  report(await budget());
  return checks;
}

/**
 * Compiles each project with the library of where it runs, one after the other.
 * @param {Record<string, string>} projects folder of each, by what it holds
 */
async function types(projects) {
  /** @type {Check[]} */
  const checks = [];
  for (const [name, folder] of Object.entries(projects)) {
    checks.push(await tool(`types of ${name}`, 'typescript/bin/tsc', ['-p', folder]));
  }
  return checks;
}

/** Runs a tool of node_modules; it is silent where it passes. */
function tool(
  /** @type {string} */ name,
  /** @type {string} */ script,
  /** @type {string[]} */ args,
) {
  return /** @type {Promise<Check>} */ (
    new Promise((resolve) => {
      const path = join(root, 'node_modules', script);
      const child = spawn(process.execPath, [path, ...args], { cwd: root });
      let text = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (data) => (text += data));
      }
      child.once('close', (code) => {
        const passed = code === 0;
        resolve({ name, passed, text: passed ? '' : text.trimEnd() });
      });
    })
  );
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
