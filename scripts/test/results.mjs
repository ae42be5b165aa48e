/** The reports of test runners in a common form. */
import { stripVTControlCharacters } from 'node:util';

/**
 * A failed test by name, with what its runner says of it. On a machine that keeps only the end of
 * the output, that is all that remains.
 * @typedef {{ name: string, reason: string }} Failure
 *
 * Those in `retried` passed, but only at the second try, and count as passed.
 * @typedef {{ passed: number, failed: Failure[], skipped: string[], retried: Failure[] }} Results
 */

/** So much of a reason is printed, in characters. */
const LONGEST_REASON = 1_500;

/** @returns {Results} */
export function nothing() {
  return { passed: 0, failed: [], skipped: [], retried: [] };
}

/** @param {Results} a @param {Results} b @returns {Results} */
export function add(a, b) {
  return {
    passed: a.passed + b.passed,
    failed: [...a.failed, ...b.failed],
    skipped: [...a.skipped, ...b.skipped],
    retried: [...a.retried, ...b.retried],
  };
}

/**
 * Prints the skipped tests, those that needed a second try and the failed ones with the reason, and
 * all counts on the last line.
 */
export function printResults(/** @type {Results} */ { passed, failed, skipped, retried }) {
  for (const name of skipped) console.log(`skipped: ${name}`);
  for (const test of retried) printFailure('passed at the second try', test);
  for (const test of failed) printFailure('failed', test);
  console.log(`\n${passed} passed, ${failed.length} failed, ${skipped.length} skipped`);
}

function printFailure(/** @type {string} */ label, /** @type {Failure} */ { name, reason }) {
  console.log(`${label}: ${name}`);
  if (reason) console.log(reason.slice(0, LONGEST_REASON).replace(/^/gm, '    '));
}

/**
 * Vitest's JSON report, which is Jest's.
 * @typedef {{ status: string, fullName: string, failureMessages?: string[] }} Assertion
 * @typedef {{ name: string, status: string, message?: string, assertionResults: Assertion[] }} TestFile
 * @param {{ testResults: TestFile[] }} report
 */
export function ofVitest(report) {
  const results = nothing();
  for (const file of report.testResults) {
    for (const { status, fullName, failureMessages } of file.assertionResults) {
      count(results, status, fullName, failureMessages);
    }
    const failures = file.assertionResults.filter(({ status }) => status === 'failed');
    // The file itself failed: it couldn't be loaded, or its preparation failed.
    if (file.status === 'failed' && failures.length === 0) {
      results.failed.push(failure(file.name, [file.message]));
    }
  }
  return results;
}

/**
 * Playwright's JSON report: nested suites with specs, which have one test per project.
 * @typedef {{ errors?: { message?: string }[] }} Attempt
 * @typedef {{ title: string, tests: { status: string, results?: Attempt[] }[] }} Spec
 * @typedef {{ title: string, specs?: Spec[], suites?: Suite[] }} Suite
 * @param {{ suites: Suite[], errors?: { message?: string }[] }} report
 */
export function ofPlaywright(report) {
  const results = nothing();
  const walk = (/** @type {Suite} */ suite, /** @type {string} */ above) => {
    const name = above ? `${above} › ${suite.title}` : suite.title;
    for (const { title, tests } of suite.specs ?? []) {
      for (const { status, results: attempts = [] } of tests) {
        const errors = attempts.flatMap((attempt) => attempt.errors ?? []);
        const reasons = errors.map(({ message }) => message);
        count(results, status, `${name} › ${title}`, reasons);
      }
    }
    for (const inner of suite.suites ?? []) walk(inner, name);
  };
  for (const suite of report.suites) walk(suite, '');
  for (const { message } of report.errors ?? []) {
    results.failed.push(failure('the run itself', [message]));
  }
  return results;
}

/**
 * Counts a test by the status that its runner gives it; Playwright calls one that passed at the
 * second try flaky.
 * @param {Results} results @param {string} status @param {string} name
 * @param {(string | undefined)[]} reasons
 */
function count(results, status, name, reasons = []) {
  if (['passed', 'expected', 'flaky'].includes(status)) results.passed += 1;
  else if (['skipped', 'pending', 'todo', 'disabled'].includes(status)) results.skipped.push(name);
  else results.failed.push(failure(name, reasons));
  if (status === 'flaky') results.retried.push(failure(name, reasons));
}

/**
 * @param {string} name @param {(string | undefined)[]} reasons
 * @returns {Failure}
 */
function failure(name, reasons) {
  const text = reasons.filter(Boolean).join('\n');
  return { name, reason: stripVTControlCharacters(text).trim() };
}
