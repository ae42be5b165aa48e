// The way into every command of the project: `node scripts/run.mjs start|dev|check|test|release|setup`. It
// installs the npm packages and then loads the command, which may import them. This file and those
// that it loads before must not, since a fresh clone has no packages. An old Node must be able to
// parse this file and require-node.mjs to report that it is too old.
import './lib/require-node.mjs';

/**
 * Each loads and runs one command and returns false if it failed.
 * @type {Record<string, () => Promise<boolean | void>>}
 */
const commands = {
  /** A registry and the app, from a fresh clone to a page. */
  start: () => import('./start/serve.mjs').then(({ serve }) => serve({ dev: false })),
  /** The same with hot reload. */
  dev: () => import('./start/serve.mjs').then(({ serve }) => serve({ dev: true })),
  /** Everything that needs no browser and no registry. */
  check: () => import('./test/static-checks.mjs').then(({ passChecks }) => passChecks()),
  /** Setup, checks and every suite; ends with one line of counts. */
  test: () => import('./test/run-suites.mjs').then(({ runSuites }) => runSuites()),
  /** chartroom-<version>.tgz, of the current commit. */
  release: () => import('./release/release.mjs').then(({ release }) => release()),
  /** Prepares everything that the suites need, for running one of them alone. */
  setup: () => import('./test/requirements.mjs').then(({ setUp }) => setUp()),
};

async function run(/** @type {string} */ name) {
  const command = commands[name];
  if (!command) throw new Error(`There is no command "${name}".`);
  const { installIfStale } = await import('./lib/npm-packages.mjs');
  const problem = installIfStale();
  if (!problem) return command();
  console.error(`\n${problem}`);
  if (name === 'test') {
    // The line with the counts comes last, even after a failure.
    const { nothing, printResults } = await import('./test/results.mjs');
    printResults({ ...nothing(), failed: [{ name: 'npm ci', reason: problem }] });
  }
  return false;
}

run(process.argv[2] || '').then(
  (succeeded) => {
    if (succeeded === false) process.exitCode = 1;
  },
  (error) => {
    console.error(error);
    process.exitCode = 1;
  },
);
