/** The reports of test runners in a common form. */

/** @typedef {{ passed: number, failed: string[], skipped: string[] }} Results by name */

/** @returns {Results} */
export function nothing() {
  return { passed: 0, failed: [], skipped: [] };
}

/** @param {Results} a @param {Results} b @returns {Results} */
export function add(a, b) {
  return {
    passed: a.passed + b.passed,
    failed: [...a.failed, ...b.failed],
    skipped: [...a.skipped, ...b.skipped],
  };
}

/** Prints the names of failed and skipped tests, and all counts on the last line. */
export function printResults(/** @type {Results} */ { passed, failed, skipped }) {
  for (const name of skipped) console.log(`skipped: ${name}`);
  for (const name of failed) console.log(`failed: ${name}`);
  console.log(`\n${passed} passed, ${failed.length} failed, ${skipped.length} skipped`);
}

/**
 * Vitest's JSON report, which is Jest's.
 * @typedef {{ status: string, fullName: string }} Assertion
 * @param {{ testResults: { name: string, status: string, assertionResults: Assertion[] }[] }} report
 */
export function ofVitest(report) {
  const results = nothing();
  for (const file of report.testResults) {
    for (const { status, fullName } of file.assertionResults) count(results, status, fullName);
    const failures = file.assertionResults.filter(({ status }) => status === 'failed');
    // The file itself failed: it couldn't be loaded, or its preparation failed.
    if (file.status === 'failed' && failures.length === 0) results.failed.push(file.name);
  }
  return results;
}

/**
 * Playwright's JSON report: nested suites with specs, which have one test per project.
 * @typedef {{ title: string, tests: { status: string }[] }} Spec
 * @typedef {{ title: string, specs?: Spec[], suites?: Suite[] }} Suite
 * @param {{ suites: Suite[], errors?: { message?: string }[] }} report
 */
export function ofPlaywright(report) {
  const results = nothing();
  const walk = (/** @type {Suite} */ suite, /** @type {string} */ above) => {
    const name = above ? `${above} › ${suite.title}` : suite.title;
    for (const { title, tests } of suite.specs ?? []) {
      for (const { status } of tests) count(results, status, `${name} › ${title}`);
    }
    for (const inner of suite.suites ?? []) walk(inner, name);
  };
  for (const suite of report.suites) walk(suite, '');
  for (const { message } of report.errors ?? []) results.failed.push(message ?? 'unknown error');
  return results;
}

/** A flaky test counts as failed: passing at the second try proves nothing. */
function count(
  /** @type {Results} */ results,
  /** @type {string} */ status,
  /** @type {string} */ name,
) {
  if (status === 'passed' || status === 'expected') results.passed += 1;
  else if (['skipped', 'pending', 'todo', 'disabled'].includes(status)) results.skipped.push(name);
  else results.failed.push(name);
}
